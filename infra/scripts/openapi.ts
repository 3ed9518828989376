import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { routes } from '../../shared/http/routes.ts';
import { openapiDocument } from './openapi/document.ts';
import { errorsDocument } from './openapi/errors.ts';
import { eventsDocument } from './openapi/events.ts';

const { version } = manifest;

/** What is published in docs/, by file. */
const documents = {
  'openapi.json': `${JSON.stringify(openapiDocument(routes, version), null, 2)}\n`,
  'events.json': `${JSON.stringify(eventsDocument(version), null, 2)}\n`,
  'errors.md': errorsDocument(),
};

for (const [name, current] of Object.entries(documents)) {
  const file = path.join(import.meta.dirname, '..', '..', 'docs', name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, current);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== current) {
    process.stderr.write(`docs/${name} is not what the code says: run \`npm run openapi\`.\n`);
    process.exitCode = 1;
  }
}
