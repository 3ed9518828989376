import type { LotShare } from '../table/items/lot.ts';
import type { OnlyFor } from '../table/items/only-for.ts';

/** What credits are spent on. A plain spend names nothing. */
export type Purpose = {
  product?: string;
  categories?: readonly string[];
  service?: string;
  meter?: string;
};

/** Whether a restriction admits a purpose: any one list that names it does, and none admits what names nothing. */
export const admits = (
  { products = [], categories = [], services = [], meters = [] }: OnlyFor,
  purpose: Purpose,
): boolean =>
  [
    purpose.product !== undefined && products.includes(purpose.product),
    (purpose.categories ?? []).some((category) => categories.includes(category)),
    purpose.service !== undefined && services.includes(purpose.service),
    purpose.meter !== undefined && meters.includes(purpose.meter),
  ].includes(true);

type Restrictable = Pick<LotShare, 'onlyFor'>;

/** Whether credits may be spent on some things only. These pay no debt, and nothing else that names no purpose. */
export const isRestricted = ({ onlyFor }: Restrictable): boolean => onlyFor !== undefined;

/** Whether credits may be spent for a purpose. */
export const isFor =
  (purpose: Purpose) =>
  ({ onlyFor }: Restrictable): boolean =>
    onlyFor === undefined || admits(onlyFor, purpose);

/** The lists of a restriction, in one order. */
const LISTS = ['products', 'categories', 'services', 'meters'] as const;

/** A restriction with its names in order and each once, so that what restricts alike looks alike. */
export const normalized = (onlyFor: OnlyFor): OnlyFor =>
  Object.fromEntries(
    LISTS.flatMap((list) => {
      const names = onlyFor[list];
      return names ? [[list, [...new Set(names)].toSorted()]] : [];
    }),
  );

/** A restriction as text: the same for the same restriction, and empty for none. */
export const restrictionOf = ({ onlyFor }: Restrictable): string => (onlyFor ? JSON.stringify(onlyFor) : '');

/** How many things credits may be spent on: of several lots that would do, the one with the fewest goes first. */
export const widthOf = ({ onlyFor }: Restrictable): number =>
  onlyFor ? Object.values(onlyFor).flat().length : Infinity;
