import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { AmbiguousNameError, NamedSchemas } from '../../infra/scripts/openapi/json-schema.ts';
import { openapiDocument } from '../../infra/scripts/openapi/document.ts';
import { errorsDocument } from '../../infra/scripts/openapi/errors.ts';
import { routes } from '../../shared/http/routes.ts';

const project = path.join(import.meta.dirname, '..', '..');
const readJson = (...file: string[]): unknown =>
  JSON.parse(readFileSync(path.join(project, ...file), 'utf8'));

const written = z.record(z.string(), z.unknown()).parse(readJson('docs', 'openapi.json'));

test('docs/openapi.json matches the route table', () => {
  const { version } = z.object({ version: z.string() }).parse(readJson('package.json'));

  expect(written).toEqual(JSON.parse(JSON.stringify(openapiDocument(routes, version))));
});

test('docs/errors.md matches the registry', () => {
  expect(readFileSync(path.join(project, 'docs', 'errors.md'), 'utf8')).toBe(errorsDocument());
});

test('it is valid OpenAPI 3.1', async () => {
  await expect(new Validator().validate(written)).resolves.toEqual({ valid: true });
});

/** Where objects are written out that have no name. A map by key needs none. */
const anonymousObjects = (node: unknown, where: string): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.entries(node).flatMap(([key, child]) => anonymousObjects(child, `${where}/${key}`));
  return 'properties' in node && 'type' in node ? [where, ...inside] : inside;
};

test('every object that is sent or answered has a name', () => {
  const { components, paths } = z
    .object({
      components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
      paths: z.unknown(),
    })
    .parse(written);
  const named = Object.entries(components.schemas).flatMap(([name, { type: _type, ...schema }]) =>
    anonymousObjects(schema, name),
  );

  expect(Object.keys(components.schemas).length).toBeGreaterThan(100);
  expect([...named, ...anonymousObjects(paths, '')]).toEqual([]);
});

test('names are written in PascalCase', () => {
  const { schemas } = z.object({ schemas: z.record(z.string(), z.unknown()) }).parse(written['components']);

  expect(Object.keys(schemas).filter((name) => !/^(?:[A-Z][a-z]+)+$/.test(name))).toEqual([]);
});

test('two different schemas with one name are refused', () => {
  const schemas = new NamedSchemas();
  schemas.describe(z.object({ one: z.string() }).meta({ id: 'Taken' }), 'output');

  expect(() => schemas.describe(z.object({ other: z.string() }).meta({ id: 'Taken' }), 'output')).toThrow(
    AmbiguousNameError,
  );
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
