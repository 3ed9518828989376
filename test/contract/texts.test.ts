import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { readCode } from '../../shared/store/promo-code.ts';
import { HOSTILE, WELCOME } from '../support/hostile-text.ts';

type Schema = z.core.$ZodType;
type Leaf = { path: string; schema: z.ZodString | z.ZodStringFormat };

/** Every string that a schema takes, wherever it lies. Throws on a kind of schema that nobody has thought of here. */
const stringsOf = (schema: Schema, path: string): Leaf[] => {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return [{ path, schema }];
  if (schema instanceof z.ZodObject)
    return Object.entries<Schema>(schema.shape).flatMap(([key, field]) => stringsOf(field, `${path}/${key}`));
  if (schema instanceof z.ZodArray) return stringsOf(schema.element, `${path}/*`);
  if (schema instanceof z.ZodRecord)
    return [...stringsOf(schema.keyType, `${path}/<key>`), ...stringsOf(schema.valueType, `${path}/*`)];
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option: Schema) => stringsOf(option, path));
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  )
    return stringsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return stringsOf(schema.in, path);
  if (
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean
  )
    return [];
  throw new TypeError(`${path}: what strings does a ${schema.constructor.name} take?`);
};

const leaves = Object.entries<Route>(routes).flatMap(([name, { params, query, headers, body }]) =>
  Object.entries({ params, query, headers, body }).flatMap(([part, schema]) =>
    schema === undefined || schema === 'raw' ? [] : stringsOf(schema, `${name} ${part}`),
  ),
);

const accepts = ({ schema }: Leaf, value: string) => schema.safeParse(value).success;

/** Codes are reduced to an alphabet of their own before anything is done with them, and are stored as hashes only. */
const REDUCED = 'createRedemption body/code';

/** Around what is tried, so that it also meets formats: URLs, entity tags, times. */
const SURROUNDINGS = [
  ['', ''],
  ['a', ''],
  ['', 'a'],
  ['https://example.com/', ''],
  ['"', '"'],
  ['2026-01-31T09:30:00Z', ''],
] as const;

describe.each(leaves.filter(({ path }) => path !== REDUCED))('$path', (leaf) => {
  test.each(Object.entries(HOSTILE))('refuses %s', (_name, sample) => {
    for (const [before, after] of SURROUNDINGS) expect(accepts(leaf, before + sample + after)).toBe(false);
  });
});

/** What takes a letter beyond ASCII is text, and takes every script; the rest has an alphabet or a format. */
const texts = leaves.filter((leaf) => accepts(leaf, 'ä'));

describe.each(texts)('$path', (leaf) => {
  test.each(Object.entries(WELCOME))('accepts %s', (_name, sample) => {
    expect(accepts(leaf, sample)).toBe(true);
  });
});

test('names, notes, reasons and the like are texts', () => {
  expect(texts.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'createSpend body/reference',
      'createSpend body/note',
      'createOrder body/note',
      'createAdjustment body/reason',
      'addProof body/note',
      'decideCreditRequest body/note',
      'putProduct body/variants/*/name',
      'putProduct body/promotions/*/name',
      'putSettings body/requests/methods/bank_transfer/instructions',
      'createInvoice body/number',
      'createEndpoint body/description',
      'listProducts query/category',
    ]),
  );
});

test.each(Object.entries(HOSTILE))('a promo code is read without %s', (_name, sample) => {
  expect(leaves.map(({ path }) => path)).toContain(REDUCED);
  const code = 'K7Q2-0000-0000-0000-0000';
  expect(readCode(`${sample}${code}`)).toEqual(readCode(code));
});
