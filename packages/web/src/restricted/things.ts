import type { OnlyFor, Product, RestrictedCredits } from '@scrip/client';

/** The lists of a restriction, in one order. */
export const LISTS = ['products', 'categories', 'services', 'meters'] as const satisfies (keyof OnlyFor)[];

export type List = (typeof LISTS)[number];

/** A list that is read page by page. */
type Pages = { hasMore: boolean; isLoadingMore: boolean; moreError: Error | null; more: () => void };

/** Things by ID and name. */
export type Names = Record<List, readonly (readonly [id: string, name: string])[]>;

/** What credits or a budget can be restricted to, as far as it was read. */
export type Things = Names & { rest: Pages };

/**
 * What a restriction admits, as one text in a language, such as "Brushes, tools, or Cutting".
 * @param things whose names are known; anything else has its ID
 */
export const namesText = (onlyFor: OnlyFor, things: Names | undefined, tag: string): string => {
  const names = LISTS.flatMap((list) => {
    const known = new Map(things?.[list]);
    return (onlyFor[list] ?? []).map((id) => known.get(id) ?? id);
  });
  return new Intl.ListFormat(tag, { type: 'disjunction' }).format(names);
};

/** As many as one page of a list has at most. */
export const THINGS_QUERY = { limit: 100 };

/** Several lists as one, whose next pages are read together. */
export const restOf = (lists: readonly Pages[]): Pages => ({
  hasMore: lists.some(({ hasMore }) => hasMore),
  isLoadingMore: lists.some(({ isLoadingMore }) => isLoadingMore),
  moreError: lists.find(({ moreError }) => moreError !== null)?.moreError ?? null,
  more: () => {
    for (const { hasMore, more } of lists) if (hasMore) more();
  },
});

type Named = { id: string; name: string };

export const namesOf = (things: readonly Named[]) => things.map(({ id, name }) => [id, name] as const);

/** The categories of products, each once. */
export const categoriesOf = (products: readonly Pick<Product, 'category'>[]) =>
  [...new Set(products.flatMap(({ category }) => category ?? []))].map((one) => [one, one] as const);

/** Whether credits with a restriction may pay for something: whatever one of the lists names. */
export const admits = (onlyFor: OnlyFor, what: OnlyFor): boolean =>
  LISTS.some((list) => onlyFor[list]?.some((id) => what[list]?.includes(id)));

/** Credits for sale: a package, an amount, a checkout or a credit request. */
export type Sold = {
  credits: number;
  bonusCredits: number;
  onlyFor?: OnlyFor | undefined;
  bonusOnlyFor?: OnlyFor | undefined;
};

/** How many of these can be spent on something. @param what without a name: on anything */
export const countingFor = (
  { credits, bonusCredits, onlyFor, bonusOnlyFor }: Sold,
  what: OnlyFor = {},
): number =>
  (!onlyFor || admits(onlyFor, what) ? credits : 0) +
  (!bonusOnlyFor || admits(bonusOnlyFor, what) ? bonusCredits : 0);

/** What of these is for some things only. */
export const restrictedIn = ({ credits, bonusCredits, onlyFor, bonusOnlyFor }: Sold): RestrictedCredits[] => [
  ...(onlyFor ? [{ credits, onlyFor }] : []),
  ...(bonusOnlyFor && bonusCredits > 0 ? [{ credits: bonusCredits, onlyFor: bonusOnlyFor }] : []),
];

/** Whether two restrictions admit the same, in whatever order they name it. */
export const areAlike = (one: OnlyFor | undefined, other: OnlyFor | undefined): boolean =>
  LISTS.every((list) => {
    const [names, others] = [new Set(one?.[list]), new Set(other?.[list])];
    return names.size === others.size && [...names].every((name) => others.has(name));
  });

/** A restriction as a form holds it, as a request has it: none where nothing is chosen. */
export const restrictionOf = (chosen: OnlyFor | undefined): OnlyFor | undefined =>
  chosen && Object.keys(chosen).length > 0 ? chosen : undefined;
