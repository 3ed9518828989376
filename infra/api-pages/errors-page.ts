import { problemCodes, type ProblemCode, problems } from '../../shared/http/errors.ts';
import { memberDocs, problemDocs } from '../../shared/http/problem-docs.ts';
import { page, prose } from './html.ts';

const members = (code: ProblemCode): string => {
  const all = memberDocs(code).map(
    ({ name, description }) => `<dt><code>${name}</code></dt><dd>${prose(description)}</dd>`,
  );
  return all.length === 0 ? '' : `<dl>${all.join('')}</dl>`;
};

const section = (code: ProblemCode): string => {
  const { status, title } = problems[code];
  const { when, action } = problemDocs[code];
  return `<section id="${code}"><h2><code>${code}</code></h2><p>${status}: ${prose(title)}.</p><p>${prose(when)}</p><p><strong>What to do:</strong> ${prose(action)}</p>${members(code)}</section>`;
};

/** Every error, each under its code as the page's fragment: where a problem's `type` leads. */
export const errorsPage = (): string =>
  page(
    'Scrip API: errors',
    '',
    `<main>
<h1>Errors</h1>
<p>Programs read <code>code</code>, which never changes. <a href="../docs">API documentation</a></p>
${problemCodes.map(section).join('\n')}
</main>`,
  );
