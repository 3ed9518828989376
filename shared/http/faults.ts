import type * as z from 'zod';
import { faultReason, type FaultReason } from '../kernel/fault.ts';
import { faultWords, lacksDiscriminator } from './fault-words.ts';

/** How a part of a request is parsed: a fault tells a value that is missing from one of another type. */
export const parsing = { reportInput: true, error: faultWords };

/** The position of each fault, as a JSON Pointer (RFC 6901) into that part of the request, and what it is. */
export const faultsOf = (part: string, error: z.ZodError, prefix: string[] = []) =>
  error.issues.map((issue) => ({
    in: part,
    pointer: pointerTo([...prefix, ...issue.path]),
    message: messageOf(issue),
    ...reasonOf(issue),
  }));

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Why, in a form that programs can put into another language. */
const reasonOf = (issue: z.core.$ZodIssue): FaultReason => {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined ? 'required' : 'invalid_type' };
    case 'too_small':
      return { code: 'too_small', minimum: Number(issue.minimum), ...unitOf(issue.origin) };
    case 'too_big':
      return { code: 'too_big', maximum: Number(issue.maximum), ...unitOf(issue.origin) };
    case 'invalid_format': {
      const format = faultReason.shape.format.safeParse(issue.format);
      return { code: 'invalid_format', ...(format.success && { format: format.data }) };
    }
    case 'unrecognized_keys':
      return { code: 'unrecognized_keys' };
    case 'invalid_key':
      return issue.issues.map(reasonOf)[0] ?? OTHER;
    case 'custom':
      return faultReason.safeParse(issue.params).data ?? OTHER;
    case 'invalid_union':
      return unionReason(issue);
    case 'invalid_value':
    case 'invalid_element':
    case 'not_multiple_of':
      return OTHER;
  }
};

const OTHER: FaultReason = { code: 'invalid_value' };

/** Of a value that has none of several forms: whether it is missing, is of another type than all of them, or neither. */
const unionReason = (issue: z.core.$ZodIssueInvalidUnion): FaultReason => {
  if (issue.input === undefined || lacksDiscriminator(issue)) return { code: 'required' };
  const isOther = issue.errors.every(([first]) => first?.code === 'invalid_type' && first.path.length === 0);
  return isOther && issue.errors.length > 0 ? { code: 'invalid_type' } : OTHER;
};

const unitOf = (origin: string): Pick<FaultReason, 'unit'> =>
  origin === 'string' ? { unit: 'characters' } : origin === 'array' ? { unit: 'entries' } : {};

/** What an issue says. Of a value that may have one of several forms, that is what is wrong with it as each of them. */
const messageOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_key') return issue.issues.map(messageOf).join('; ');
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const forms = issue.errors.map((issues) =>
    issues.map((one) => [pointerTo(one.path), messageOf(one)].filter(Boolean).join(': ')).join('; '),
  );
  return [...new Set(forms)].join(', or: ');
};
