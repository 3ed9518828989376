import type { OnlyFor } from '@scrip/client';
import type { Things } from '../budgets/only-for-field.tsx';
import { locale } from '../language/language.ts';

const LISTS = ['products', 'categories', 'services', 'meters'] as const;

/**
 * What a restriction admits, as one text, such as "Brushes, tools, or Cutting".
 * @param things whose names are known; anything else has its ID
 */
export const namesIn = (onlyFor: OnlyFor, things: Things | undefined): string => {
  const names = LISTS.flatMap((list) => {
    const known = new Map(things?.[list]);
    return (onlyFor[list] ?? []).map((id) => known.get(id) ?? id);
  });
  return new Intl.ListFormat(locale(), { type: 'disjunction' }).format(names);
};
