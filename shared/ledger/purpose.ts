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
