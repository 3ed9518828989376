import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { bundleOptions } from '../../infra/bundles.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';

const project = path.join(import.meta.dirname, '..', '..');
const output = path.join(project, '.local', 'contract', 'lazy-schemas.cjs');
const itemFiles = globSync('shared/table/items/*.ts', { cwd: project }).toSorted();

type Module = Record<string, unknown>;

/** The route table and the items' schemas, bundled as Lambdas have them. */
let lazy: { routes: typeof routes; items: Module[] };

beforeAll(async () => {
  const items = itemFiles.map((_, place) => `item${place}`);
  await build({
    ...bundleOptions,
    stdin: {
      resolveDir: project,
      contents: [
        "export { routes } from './shared/http/routes.ts';",
        ...itemFiles.map((file, place) => `import * as ${items[place]} from './${file}';`),
        `export const items = [${items.join(', ')}];`,
      ].join('\n'),
    },
    outfile: output,
  });
  lazy = createRequire(import.meta.url)(output);
});

/** Of every type and some forms, and for the most part wrong. */
const VALUES: unknown[] = [
  [undefined, null, true, -1, 0, 1, 1.5, 2 ** 53, [], ['a', 'a'], [{}], {}, { a: 1 }],
  ['', 'a', 'EUR', '2026-01-31', '2026-01-31T00:00:00Z', 'https://example.com/', 'x'.repeat(5000)],
].flat(1);

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** Schemas of which this one consists. */
const innerOf = (schema: z.ZodType): unknown[] => {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodUnion) return [...schema.options];
  if (schema instanceof z.ZodArray) return [schema.element];
  return schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional ? [schema.unwrap()] : [];
};

/** What a schema, and every schema in it, makes of each value: its output or its issues. */
const outcomes = (schema: unknown, values: readonly unknown[] = VALUES): unknown[] => {
  if (!isSchema(schema)) return [typeof schema];
  const parsed = values.map((value) => schema.safeParse(value, { reportInput: true }));
  return [
    parsed.map(({ data, error }) => error?.issues ?? data),
    innerOf(schema).map((inner) => outcomes(inner)),
  ];
};

const outcomesOfRoute = ({ params, query, headers, body, responses, example }: Route): unknown[] => [
  [params, query, headers].map((part) => outcomes(part)),
  outcomes(body, [...VALUES, example?.body]),
  Object.values(responses).map((answer) => outcomes(answer.body)),
];

const routeNamed = (name: string, all: Record<string, Route>): Route => {
  const route = all[name];
  if (!route) throw new Error(`${name} is not there`);
  return route;
};

test.each(Object.keys(routes))('a bundle parses with the schemas of %s as zod does', (name) => {
  expect(outcomesOfRoute(routeNamed(name, lazy.routes))).toEqual(outcomesOfRoute(routeNamed(name, routes)));
});

test.each(itemFiles)('a bundle parses with the schemas of %s as zod does', async (file) => {
  const exported: Module = await import(path.join(project, file));
  const bundled = lazy.items[itemFiles.indexOf(file)] ?? {};

  for (const [name, schema] of Object.entries(exported))
    expect(outcomes(bundled[name])).toEqual(outcomes(schema));
});
