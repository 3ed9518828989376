import * as z from 'zod';
import { isCurrency } from './currencies.ts';
import { invalid, type StripeRefusal } from './errors.ts';

/** Parameters arrive as text in bracket form: https://docs.stripe.com/api. */
const NOT_AN_INTEGER = { params: { code: 'parameter_invalid_integer' } };

/** A whole number within these bounds. */
export const integer = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .refine((text) => /^-?\d{1,16}$/.test(text), { message: 'not an integer', ...NOT_AN_INTEGER })
    .transform(Number)
    .refine((value) => value >= min && value <= max, {
      message: `must be from ${min} to ${max}`,
      ...NOT_AN_INTEGER,
    });

export const text = (max: number) => z.string().min(1).max(max);

export const boolean = z.enum(['true', 'false']).transform((value) => value === 'true');

/** At most 50 keys of 40 characters, with values of 500: https://docs.stripe.com/api/metadata. */
export const metadataParameter = z
  .record(z.string().max(40), z.string().max(500))
  .refine((entries) => Object.keys(entries).length <= 50, 'at most 50 keys')
  .default({});

export const currencyParameter = z.string().toLowerCase().refine(isCurrency, 'Stripe takes no such currency');

export const urlParameter = z
  .string()
  .max(5_000)
  .refine((address) => /^https?:\/\/./.test(address) && URL.canParse(address), {
    message: 'not a URL',
    params: { code: 'url_invalid' },
  });

/** Any route takes `expand`. */
export const expandParameter = z.array(z.string().max(200)).max(20).default([]);

const timestamp = integer(0);

/** Unix seconds: one moment, or a range. */
export const createdParameter = z
  .union([
    timestamp.transform((moment) => ({ gte: moment, lte: moment })),
    z.strictObject({
      gt: timestamp.optional(),
      gte: timestamp.optional(),
      lt: timestamp.optional(),
      lte: timestamp.optional(),
    }),
  ])
  .optional();

/** `['line_items', 0, 'quantity']` is `line_items[0][quantity]`. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('');

const codeOf = (issue: z.core.$ZodIssue): string | undefined => {
  if (issue.input === undefined) return 'parameter_missing';
  if (issue.input === '') return 'parameter_invalid_empty';
  return issue.code === 'custom' ? z.string().optional().parse(issue.params?.['code']) : undefined;
};

/** @returns the refusal that Stripe gives for the first thing that is wrong */
const refusalOf = ({ issues: [issue] }: z.ZodError): StripeRefusal => {
  if (issue === undefined) return invalid('The parameters are not valid');
  const path = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const name = nameOf([...issue.path, issue.keys[0] ?? '']);
    return invalid(`The sandbox knows no parameter ${name} here`, name, 'parameter_unknown');
  }
  const code = codeOf(issue);
  const message = code === 'parameter_missing' ? `${path} is required` : `Invalid ${path}: ${issue.message}`;
  return invalid(message, path, code);
};

/** Throws the refusal when the parameters do not fit. */
export const parseParameters = <Value>(schema: z.ZodType<Value>, parameters: unknown): Value => {
  const parsed = schema.safeParse(parameters, { reportInput: true });
  if (!parsed.success) throw refusalOf(parsed.error);
  return parsed.data;
};
