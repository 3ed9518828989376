import * as z from 'zod';
import { type Detail, invalidRequest } from './errors.ts';

/** `['purchase_units', 0, 'amount']` is `/purchase_units/0/amount`. */
const pointerTo = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part)}`).join('');

const ISSUES: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'INVALID_STRING_MIN_LENGTH',
  too_big: 'INVALID_STRING_MAX_LENGTH',
  invalid_format: 'INVALID_PARAMETER_SYNTAX',
  invalid_type: 'INVALID_PARAMETER_SYNTAX',
};

const detailOf =
  (location: 'body' | 'query') =>
  (issue: z.core.$ZodIssue): Detail => {
    const isMissing = issue.input === undefined;
    return {
      field: location === 'query' ? issue.path.map(String).join('.') : pointerTo(issue.path),
      ...(isMissing ? {} : { value: issue.input }),
      location,
      issue: isMissing ? 'MISSING_REQUIRED_PARAMETER' : (ISSUES[issue.code] ?? 'INVALID_PARAMETER_VALUE'),
      description: isMissing ? 'A required field is missing' : issue.message,
    };
  };

const parseIn =
  (location: 'body' | 'query') =>
  <Value>(schema: z.ZodType<Value>, given: unknown): Value => {
    const parsed = schema.safeParse(given, { reportInput: true });
    if (!parsed.success) throw invalidRequest(...parsed.error.issues.map(detailOf(location)));
    return parsed.data;
  };

/** Throws PayPal's refusal when the body does not fit. Fields that the schema does not name are let be. */
export const parseBody = parseIn('body');

/** Throws PayPal's refusal when the query does not fit. */
export const parseQuery = parseIn('query');

/** A number in a query, within these bounds. */
export const pageNumber = (min: number, max: number, otherwise: number) =>
  z.coerce.number().int().min(min).max(max).default(otherwise);
