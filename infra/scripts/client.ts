import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configSchemaSource } from './client/config-schema.ts';
import { eventsSource, operationsSource, schemasSource } from './client/source.ts';

const packages = path.join(import.meta.dirname, '..', '..', 'packages');

/** What of the packages follows from the published documents, by file. */
const sources = {
  'client/src/generated/schemas.ts': schemasSource(),
  'client/src/generated/operations.ts': operationsSource(),
  'client/src/generated/events.ts': eventsSource(),
  'cli/src/generated/config.schema.json': configSchemaSource(),
};

for (const [name, current] of Object.entries(sources)) {
  const file = path.join(packages, name);
  if (!process.argv.includes('--check')) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, current);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== current) {
    process.stderr.write(`packages/${name} is not what docs/ says: run \`npm run client\`.\n`);
    process.exitCode = 1;
  }
}
