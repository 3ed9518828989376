/** The members that Stripe's library lists of an open enumeration: `'a' | 'b' | string` is `'a' | 'b'`. */
export type Listed<Status> = Status extends string ? (string extends Status ? never : Status) : never;

/** @returns what a status of Stripe's means to us; undefined for none, and for one that we do not list */
export const lookUp = <Meaning>(
  meanings: Readonly<Record<string, Meaning>>,
  status: string | null | undefined,
): Meaning | undefined =>
  status !== null && status !== undefined && Object.hasOwn(meanings, status) ? meanings[status] : undefined;
