export type Range = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number | undefined>>;

/** Only these fields are searched, and only in a collection that keeps an index of them. */
const SEARCH_FIELDS = [
  'payment_intent',
  'charge',
  'type',
  'status',
  'source',
  'currency',
  'capture',
  'invoice_id',
] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];

export type Filter = {
  created?: Range | undefined;
  updated?: Range | undefined;
  where?: Partial<Record<SearchField, readonly string[] | undefined>>;
};

export type Query = Filter & {
  limit: number;
  /** The id that the page begins after, towards older objects. */
  startingAfter?: string | undefined;
  /** The id that the page ends before, towards newer objects. */
  endingBefore?: string | undefined;
  /** How many objects before the page are left out. */
  offset?: number | undefined;
  /** A page is newest first otherwise. */
  oldestFirst?: boolean;
};

type Bound = string | number;

/** Conditions that all hold, and the values for their question marks. */
export type Condition = { sql: string; values: readonly Bound[] };

const COMPARISONS = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const;

/** The expression by which a field is searched; an index is used only when it holds the very same. */
export const fieldExpression = (field: SearchField | 'updated'): string => `json_extract(body, '$.${field}')`;

const within = (expression: string, range: Range = {}): Condition[] =>
  COMPARISONS.flatMap(([name, sign]) => {
    const bound = range[name];
    return bound === undefined ? [] : [{ sql: `${expression} ${sign} ?`, values: [bound] }];
  });

const all = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

/**
 * Each of the returned conditions wants one value a field, and no object meets two of them. A field that may have any
 * of several values would be searched without its index, or sorted as a whole.
 */
const alternatives = (where: Filter['where'] = {}): Condition[][] => {
  let found: Condition[][] = [[]];
  for (const field of SEARCH_FIELDS) {
    const wanted = where[field];
    if (wanted !== undefined) {
      found = [...new Set(wanted)].flatMap((value) =>
        found.map((others) => [...others, { sql: `${fieldExpression(field)} = ?`, values: [value] }]),
      );
    }
  }
  return found;
};

const CURSOR = '(SELECT created, number FROM object WHERE id = ?)';

/** @returns conditions of which an object meets at most one */
export const conditionsOf = (base: Condition, query: Filter & Partial<Query>): Condition[] =>
  alternatives(query.where).map((fields) =>
    all([
      base,
      ...fields,
      ...within('created', query.created),
      ...within(fieldExpression('updated'), query.updated),
      ...(query.startingAfter === undefined
        ? []
        : [{ sql: `(created, number) < ${CURSOR}`, values: [query.startingAfter] }]),
      ...(query.endingBefore === undefined
        ? []
        : [{ sql: `(created, number) > ${CURSOR}`, values: [query.endingBefore] }]),
    ]),
  );
