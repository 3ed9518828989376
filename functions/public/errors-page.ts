import { problemCodes, type ProblemCode, problems } from '../../shared/http/errors.ts';
import { memberDocs, problemDocs } from '../../shared/http/problem-docs.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Text whose code stands in backquotes. */
const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

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
export const errorsPage = (): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Scrip API: errors</title>
    <link rel="icon" href="data:,">
    <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
      body { max-inline-size: 45rem; margin: 2rem auto; padding-inline: 1rem; }
      :target { outline: 2px solid; outline-offset: 0.5rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>Errors</h1>
      <p>Programs read <code>code</code>, which never changes. <a href="../docs">API documentation</a></p>
      ${problemCodes.map(section).join('\n      ')}
    </main>
  </body>
</html>
`;
