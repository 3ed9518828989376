/** Text as HTML has it, in an attribute too. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Text whose code is in backquotes. */
export const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** Text of several paragraphs. */
export const paragraphs = (text = ''): string =>
  text === ''
    ? ''
    : text
        .split('\n\n')
        .map((paragraph) => `<p>${prose(paragraph)}</p>`)
        .join('');

/** @param files where the page's style sheet and script are, relative to its address */
export const page = (title: string, files: string, main: string, script?: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${files}docs.css">
<link rel="icon" href="data:,">
${script === undefined ? '' : `<script src="${files}${script}" defer></script>`}
</head>
<body>
${main}
</body>
</html>
`;
