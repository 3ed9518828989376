import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { AmbiguousNameError, NamedSchemas } from '../../infra/scripts/openapi/json-schema.ts';
import { openapiDocument } from '../../infra/scripts/openapi/document.ts';
import { errorsDocument } from '../../infra/scripts/openapi/errors.ts';
import type { Route } from '../../shared/http/route.ts';
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

const property = z.looseObject({ description: z.string().min(1).optional(), $ref: z.string().optional() });
const withProperties = z.looseObject({ properties: z.record(z.string(), property) });

const nameIn = ($ref: string): string => $ref.slice('#/components/schemas/'.length);

/** Every property, at any depth, that neither says what it is nor has a schema that does. */
const undescribed = (schemas: Record<string, unknown>, node: unknown, seen: Set<string>): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  if ('$ref' in node && typeof node.$ref === 'string') {
    const name = nameIn(node.$ref);
    if (seen.has(name)) return [];
    seen.add(name);
    return undescribed(schemas, schemas[name], seen).map((where) => `${name} ${where}`);
  }
  const own = Object.entries(withProperties.safeParse(node).data?.properties ?? {}).flatMap(
    ([name, { description, $ref }]) => {
      const said = description ?? property.safeParse(schemas[nameIn($ref ?? '')]).data?.description;
      return said === undefined ? [name] : [];
    },
  );
  return [...own, ...Object.values(node).flatMap((child) => undescribed(schemas, child, seen))];
};

test('every property and parameter of a request is described', () => {
  const { components, paths } = z
    .object({
      components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
      paths: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({ requestBody: z.unknown().optional(), parameters: z.array(property).default([]) }),
        ),
      ),
    })
    .parse(written);
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const parameters = operations.flatMap((operation) => operation.parameters);
  const bodies = operations.map(({ requestBody }) => requestBody).filter((body) => body !== undefined);

  expect(parameters.length).toBeGreaterThan(100);
  expect(
    parameters.filter(({ description, $ref }) => description === undefined && $ref === undefined),
  ).toEqual([]);
  expect(bodies.length).toBeGreaterThan(20);
  expect(undescribed(components.schemas, bodies, new Set())).toEqual([]);
});

const withBody = Object.entries<Route>(routes).flatMap(([name, { body, params, example }]) =>
  body === undefined || body === 'raw' ? [] : [{ name, body, params, example }],
);

test.each(withBody)(
  '$name has an example of its body, which its schema accepts',
  ({ body, params, example }) => {
    expect(body.safeParse(example?.body)).toMatchObject({ success: true });
    for (const [param, value] of Object.entries(example?.params ?? {})) {
      expect(value).not.toBe('');
      expect(Object.keys(params?.shape ?? {})).toContain(param);
    }
  },
);

test('no example sells credits for nothing', () => {
  const offers = withBody.flatMap(({ example }) => {
    const { data } = z
      .object({
        price: z.union([z.number(), z.object({ amount: z.number() }).transform(({ amount }) => amount)]),
      })
      .safeParse(example?.body);
    return data ? [data.price] : [];
  });

  expect(offers.length).toBeGreaterThanOrEqual(2);
  expect(Math.min(...offers)).toBeGreaterThan(0);
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
