import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { licencesPage, unaccepted } from './shipped/licences.ts';
import { shippedPackages } from './shipped/packages.ts';
import { sbomOf } from './shipped/sbom.ts';

const project = path.join(import.meta.dirname, '..', '..');
const page = path.join(project, 'docs', 'third-party.md');
const sbom = path.join(project, '.local', 'sbom.cdx.json');

const packages = shippedPackages(JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')));
const current = licencesPage(packages);
mkdirSync(path.dirname(sbom), { recursive: true });
writeFileSync(sbom, `${JSON.stringify(sbomOf(packages, manifest.version), null, 2)}\n`);
if (!process.argv.includes('--check')) {
  writeFileSync(page, current);
} else if (readFileSync(page, 'utf8') !== current) {
  process.stderr.write('docs/third-party.md is not what the lockfile says: run `npm run licences`.\n');
  process.exitCode = 1;
}
for (const { name, version, licence } of unaccepted(packages)) {
  process.stderr.write(
    `${name} ${version} has the licence ${licence}, which nobody has accepted (infra/scripts/shipped/licences.ts).\n`,
  );
  process.exitCode = 1;
}
process.stdout.write(`${packages.length} packages of others are shipped; .local/sbom.cdx.json lists them.\n`);
