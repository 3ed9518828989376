import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventsSource, operationsSource, schemasSource } from './client/source.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'packages', 'client', 'src', 'generated');

/** What of the client follows from the published documents, by file. */
const sources = {
  'schemas.ts': schemasSource(),
  'operations.ts': operationsSource(),
  'events.ts': eventsSource(),
};

mkdirSync(folder, { recursive: true });
for (const [name, current] of Object.entries(sources)) {
  const file = path.join(folder, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, current);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== current) {
    process.stderr.write(
      `packages/client/src/generated/${name} is not what docs/ says: run \`npm run client\`.\n`,
    );
    process.exitCode = 1;
  }
}
