import { problemCodes, type ProblemCode, problems } from '../../../shared/http/errors.ts';
import { memberDocs, problemDocs } from '../../../shared/http/problem-docs.ts';

const INTRODUCTION = `# Errors

<!-- Generated from shared/http/errors.ts by \`npm run openapi\`. -->

An error is \`application/problem+json\` (RFC 9457). Programs read \`code\`, which never changes; \`title\` may be reworded.
\`type\` leads to this list on the deployment itself, \`/v1/docs/errors\`. \`request\` is what you quote to support.

An absent or false token, and too many requests to the API as a whole, get API Gateway's own answer instead: 401 or 429 with
a \`message\`.
`;

const section = (code: ProblemCode): string => {
  const { status, title } = problems[code];
  const { when, action } = problemDocs[code];
  const members = memberDocs(code).map(({ name, description }) => `- \`${name}\`: ${description}\n`);
  return `## ${code}

${status}: ${title}.

${when}

What to do: ${action}
${members.length === 0 ? '' : `\nMembers:\n\n${members.join('')}`}`;
};

/** docs/errors.md: every code with its status, when it occurs, what it says, and what to do. */
export const errorsDocument = (): string => [INTRODUCTION, ...problemCodes.map(section)].join('\n');
