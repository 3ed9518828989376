import { readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { releaseNotes } from './release/notes.ts';

const changelog = readFileSync(path.join(import.meta.dirname, '..', '..', 'CHANGELOG.md'), 'utf8');
process.stdout.write(releaseNotes(changelog, process.argv[2] ?? '', manifest.version));
