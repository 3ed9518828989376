import type { ShippedPackage } from './packages.ts';

/** Licences that ask for no more than to be named: SPDX identifiers. Anything else needs a person's decision. */
const ACCEPTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Those whose licence nobody has accepted. */
export const unaccepted = (packages: readonly ShippedPackage[]): ShippedPackage[] =>
  packages.filter(({ licence }) => !ACCEPTED.has(licence));

/** The page that names all of them, by licence. */
export const licencesPage = (packages: readonly ShippedPackage[]): string => {
  const licences = [...new Set(packages.map(({ licence }) => licence))].toSorted((a, b) =>
    a.localeCompare(b, 'en'),
  );
  const section = (licence: string): string => {
    const lines = packages
      .filter((one) => one.licence === licence)
      .map(({ name, version }) => `- ${name} ${version}`);
    return `## ${licence}\n\n${lines.join('\n')}\n`;
  };
  return `# Third-party packages

<!-- Generated from package-lock.json by \`npm run licences\`. -->

These packages are part of what a deployment ships: in the Lambdas, in the pages, in the client or in the command line. Their
licences ask for no more than to be named.

${licences.map(section).join('\n')}`;
};
