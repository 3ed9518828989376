import {
  about,
  operations,
  schemas,
  sharedParameters,
  sharedResponses,
  tags,
} from '../published/description.ts';
import { escaped, page, paragraphs, prose } from './html.ts';
import { operationSection } from './operation.ts';
import { schemaSection } from './schema.ts';

const tagSection = ({ name, description }: (typeof tags)[number]): string => {
  const own = operations.filter((operation) => operation.tags.includes(name));
  return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2><p>${prose(description)}</p>${own.map((operation) => operationSection(operation, sharedParameters)).join('\n')}</section>`;
};

const answersSection = (): string =>
  `<section id="responses"><h2>Answers before any of our code runs</h2><dl>${Object.entries(sharedResponses)
    .map(([name, { description = '' }]) => `<dt>${name}</dt><dd>${prose(description)}</dd>`)
    .join('')}</dl></section>`;

/** Everything that openapi.json says, with a form to try each operation. */
export const docsPage = (): string =>
  page(
    'Scrip API',
    'docs/',
    `<header>
<h1>Scrip API <small>${escaped(about.version)}</small></h1>
${paragraphs(about.summary)}${paragraphs(about.description)}
<nav aria-label="Sections"><a href="openapi.json">openapi.json</a> <a href="docs/errors">Errors</a> ${tags.map(({ name }) => `<a href="#${escaped(name)}">${escaped(name)}</a>`).join(' ')} <a href="#schemas">Schemas</a></nav>
<div class="tools"><label for="token">Bearer for the forms</label><input id="token" type="password" autocomplete="off" spellcheck="false" aria-describedby="token-help"><small id="token-help">A token, an API key or a session. It stays in this tab.</small>
<label for="search">Find</label><input id="search" type="search" placeholder="spend, promo code, /v1/agency…" autocomplete="off"></div>
</header>
<main>
${tags.map(tagSection).join('\n')}
${answersSection()}
<section id="schemas"><h2>Schemas</h2>${Object.entries(schemas)
      .map(([name, schema]) => schemaSection(name, schema))
      .join('\n')}</section>
</main>`,
    'docs.js',
  );
