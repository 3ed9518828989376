import * as z from 'zod';
import { parseTolerant } from '../../shared/kernel/tolerant.ts';

type Schema = z.core.$ZodType;

/** Texts of the forms that our schemas ask for: of each schema, the first that it takes. */
const TEXTS = [
  'sample',
  'EUR',
  'DE',
  'AAAA',
  '1P1.mfz3k8w0',
  '2026-01-31T09:30:00.000Z',
  '2026-01-31',
  'https://agency.example/hook',
  'ada@example.com',
  '0'.repeat(64),
  `${'0'.repeat(64)}.png`,
  '#1a56db',
  '#76a9fa',
  'en',
  'Europe/Berlin',
  `evt_${'0'.repeat(29)}`,
  '3/7',
  `${'a'.repeat(12)}1.0.1`,
];

const textFor = (schema: z.ZodType, path: string): string => {
  const text = TEXTS.find((one) => schema.safeParse(one).success);
  if (text === undefined) throw new TypeError(`${path}: no text of this form is known here`);
  return text;
};

const numberFor = (schema: z.ZodType, path: string): number => {
  const number = [1, 0, 100].find((one) => schema.safeParse(one).success);
  if (number === undefined) throw new TypeError(`${path}: no number of this form is known here`);
  return number;
};

/** What a newer version may add to an object: each place in a sample has its own. */
const added = (path: string): Record<string, unknown> => ({ addedLater: `at ${path}` });

/**
 * A value that a schema takes, with every field that may be there, one member in each list and record, and at every
 * depth a field that the schema does not know.
 */
export const sampleOf = (schema: Schema, path = ''): unknown => {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return textFor(schema, path);
  if (schema instanceof z.ZodNumber) return numberFor(schema, path);
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodNull) return null;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodArray) {
    const whole = [sampleOf(schema.element, `${path}/0`)];
    return parseTolerant(schema, whole).success ? whole : [barest(schema.element, `${path}/0`)];
  }
  if (schema instanceof z.ZodRecord) {
    const key = String(sampleOf(schema.keyType, `${path}/<key>`));
    return { [key]: sampleOf(schema.valueType, `${path}/${key}`) };
  }
  if (schema instanceof z.ZodUnion) {
    const [first] = schema.options.slice(0, 1).map((option: Schema) => sampleOf(option, path));
    return first;
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodCatch
  )
    return sampleOf(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return sampleOf(schema.in, path);
  if (schema instanceof z.ZodObject)
    return {
      ...Object.fromEntries(
        Object.entries<Schema>(schema.shape).map(([name, field]) => [
          name,
          sampleOf(field, `${path}/${name}`),
        ]),
      ),
      ...added(path),
    };
  // The data of an event is any JSON.
  if (schema instanceof z.ZodLazy) return 'sample';
  throw new TypeError(`${path}: what does a ${schema.constructor.name} take?`);
};

/** The same without the fields that may be missing, for a list that wants one of these. */
const barest = (schema: Schema, path: string): unknown => {
  if (!(schema instanceof z.ZodObject)) return sampleOf(schema, path);
  const needed = Object.entries<Schema>(schema.shape).filter(
    ([, field]) => !(field instanceof z.ZodExactOptional),
  );
  return {
    ...Object.fromEntries(needed.map(([name, field]) => [name, sampleOf(field, `${path}/${name}`)])),
    ...added(path),
  };
};

/** The paths at which a sample holds what was added later. */
export const addedIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'addedLater' ? [String(field)] : addedIn(field),
  );
};
