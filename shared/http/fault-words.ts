import type * as z from 'zod';

/** What JSON has, and the whole numbers of it. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['array', 'an array'],
  ['null', 'null'],
]);

/** The formats that a schema may ask for by name. Another one is a pattern, which the API description has. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['email', 'must be an e-mail address'],
  ['url', 'must be a URL'],
  ['datetime', 'must be a time in the form 2026-01-31T09:30:00.000Z'],
  ['date', 'must be a day in the form 2026-01-31'],
]);

/** What is counted of something that has a size; a number has none. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['string', 'characters'],
  ['array', 'entries'],
]);

type Issue = z.core.$ZodRawIssue;

/** What is wrong with a value, in words that follow the name of its field. A schema's own words go before these. */
export const faultWords: z.core.$ZodErrorMap = (issue) => wordsFor(issue);

const wordsFor = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return REQUIRED;
      return `must be ${KINDS.get(issue.expected) ?? 'another kind of value'}`;
    case 'too_small':
      return bound('least', issue.origin, issue.minimum);
    case 'too_big':
      return bound('most', issue.origin, issue.maximum);
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      return FORMATS.get(issue.format) ?? 'has another form than the API description says';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_union':
      return lacksDiscriminator(issue) ? REQUIRED : oneOf(optionsOf(issue));
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return INVALID;
  }
};

const REQUIRED = 'is required';
const INVALID = 'is not valid';

/** Whether the field is missing that says which of several forms a value has. */
export const lacksDiscriminator = ({
  discriminator,
  input,
}: {
  discriminator?: string | undefined;
  input?: unknown;
}): boolean =>
  discriminator !== undefined && typeof input === 'object' && input !== null && !(discriminator in input);

const optionsOf = (issue: object): readonly unknown[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options : [];

const oneOf = (values: readonly unknown[]): string => {
  const named = values.map((value) => JSON.stringify(value));
  if (named.length === 0) return INVALID;
  return named.length === 1 ? `must be ${named.join()}` : `must be one of ${named.join(', ')}`;
};

const bound = (which: 'least' | 'most', origin: string, limit: number | bigint): string => {
  const unit = UNITS.get(origin);
  if (unit !== undefined && which === 'least' && Number(limit) === 1) return 'must not be empty';
  return unit === undefined ? `must be at ${which} ${limit}` : `must have at ${which} ${limit} ${unit}`;
};
