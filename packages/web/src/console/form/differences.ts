type Fields = Readonly<Record<string, unknown>>;

export type Difference = { name: string; before: string; after: string };

/** A value as people can compare it. */
const written = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** The fields in which two versions differ. */
export const differences = (before: Fields, after: Fields): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, before: written(before[name]), after: written(after[name]) }))
    .filter((one) => one.before !== one.after);
