import type * as z from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * Parses what another version of this code may have written: fields that we don't know are left out, also where the
 * schema forbids them because it serves requests as well.
 */
export const parseTolerant = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed;
  const unknown = parsed.error.issues.flatMap((issue) => unknownFields(issue, []));
  return unknown.length === 0 ? parsed : schema.safeParse(unknown.reduce(without, value));
};

/** The fields that an issue says we don't know. Of a union, those of the member that takes the value without them. */
const unknownFields = (issue: Issue, prefix: Path): Path[] => {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  if (issue.code !== 'invalid_union') return [];
  const fitting = issue.errors.find((issues) => issues.every(({ code }) => code === 'unrecognized_keys'));
  return fitting?.flatMap((inner) => unknownFields(inner, path)) ?? [];
};

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const without = (value: unknown, [key, ...rest]: Path): unknown => {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((one, place) => (place === key ? without(one, rest) : one));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      name !== key ? [[name, field]] : rest.length === 0 ? [] : [[name, without(field, rest)]],
    ),
  );
};
