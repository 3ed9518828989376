import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openapiDocument } from '../../infra/scripts/openapi/document.ts';
import { routes } from '../../shared/http/routes.ts';

const project = path.join(import.meta.dirname, '..', '..');
const readJson = (...file: string[]): unknown =>
  JSON.parse(readFileSync(path.join(project, ...file), 'utf8'));

const written = z.record(z.string(), z.unknown()).parse(readJson('docs', 'openapi.json'));

test('docs/openapi.json matches the route table', () => {
  const { version } = z.object({ version: z.string() }).parse(readJson('package.json'));

  expect(written).toEqual(JSON.parse(JSON.stringify(openapiDocument(routes, version))));
});

test('it is valid OpenAPI 3.1', async () => {
  await expect(new Validator().validate(written)).resolves.toEqual({ valid: true });
});

test('every reference has a component, and every component is referenced', () => {
  const components = z.record(z.string(), z.record(z.string(), z.unknown())).parse(written['components']);
  const { securitySchemes: _named, ...referable } = components;
  const defined = Object.entries(referable).flatMap(([kind, entries]) =>
    Object.keys(entries).map((name) => `#/components/${kind}/${name}`),
  );
  const referred = [...JSON.stringify(written).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, target = '']) => target,
  );

  expect([...new Set(referred)].toSorted()).toEqual(defined.toSorted());
});
