import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';

const file = path.join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');

/** What Redocly's recommended rules find. */
const redocly = async (): Promise<string[]> => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lint({ ref: file, config });
  return problems.map(
    ({ ruleId, message, location: [place] }) => `redocly ${ruleId} ${place?.pointer ?? ''}: ${message}`,
  );
};

/** What Spectral's rules for OpenAPI find. */
const spectral = async (): Promise<string[]> => {
  const linter = new spectralCore.Spectral();
  // The types ask for `extends` where there are rules.
  linter.setRuleset({ ...oas, extends: [] });
  const problems = await linter.run(await readFile(file, 'utf8'));
  return problems.map(({ code, path: place, message }) => `spectral ${code} ${place.join('/')}: ${message}`);
};

const found = (await Promise.all([redocly(), spectral()])).flat();
process.stdout.write(found.map((line) => `${line}\n`).join(''));
if (found.length > 0) process.exitCode = 1;
