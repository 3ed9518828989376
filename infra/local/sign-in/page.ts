import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { escaped } from '../../api-pages/html.ts';
import { PEOPLE, type Person } from './people.ts';

export const STYLE_PATH = '/sign-in.css';

/** As strict as that of our pages: nothing runs here, and nobody shows it in a frame. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const style = readFileSync(join(import.meta.dirname, 'page.css'));

/** The same request, with a person who makes it. */
const asPerson = (codePath: string, query: URLSearchParams, login: string): string => {
  const named = new URLSearchParams(query);
  named.set('login_hint', login);
  return `${codePath}?${named.toString()}`;
};

const choice = ({ name, part }: Person, address: string): string => `<li>
<a class="person" href="${escaped(address)}">
<span class="initial" aria-hidden="true">${escaped(name.slice(0, 1))}</span>
<span class="who"><span class="name">${escaped(name)}</span><span class="part">${escaped(part)}</span></span>
</a>
</li>`;

/**
 * The page on which one says who one is.
 * @param codePath where a person gets a code
 * @param query of the application that asks
 */
export const signInPage = (codePath: string, query: URLSearchParams): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in to Scrip</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>Choose who you are</h1>
<p class="lead">This sign-in is for your own machine: it needs no password. Customers use the portal, people at an agency the console.</p>
${PEOPLE.map(
  ({ agency, people }, position) => `<section aria-labelledby="agency-${position}">
<h2 id="agency-${position}">${escaped(agency)}</h2>
<ul>
${people.map((person) => choice(person, asPerson(codePath, query, person.login))).join('\n')}
</ul>
</section>`,
).join('\n')}
</main>
</body>
</html>
`;

const send = (response: ServerResponse, type: string, body: string | Buffer): void => {
  response
    .writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(body);
};

export const sendPage = (response: ServerResponse, page: string): void => send(response, 'text/html', page);

export const sendStyle = (response: ServerResponse): void => send(response, 'text/css', style);
