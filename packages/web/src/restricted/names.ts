import type { OnlyFor, RestrictedCredits } from '@scrip/client';
import { locale } from '../language/language.ts';
import { LISTS, type Things } from './things.ts';

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

/** All of these credits. */
export const creditsIn = (restricted: readonly RestrictedCredits[]): number =>
  restricted.reduce((sum, { credits }) => sum + credits, 0);

/** The same of credits that moved, in one cell of a table that programs read: by IDs. */
export const restrictedCell = (restricted: readonly RestrictedCredits[] = []): string =>
  restricted
    .map(({ credits, onlyFor }) => `${credits} ${Object.values(onlyFor).flat().join(' ')}`)
    .join('; ');
