import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { routes } from '../shared/http/routes.ts';
import { openapiDocument } from './openapi/document.ts';

const file = path.join(import.meta.dirname, '..', 'docs', 'openapi.json');
const current = `${JSON.stringify(openapiDocument(routes, manifest.version), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, current);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== current) {
  process.stderr.write('docs/openapi.json is not what the route table says: run `npm run openapi`.\n');
  process.exitCode = 1;
}
