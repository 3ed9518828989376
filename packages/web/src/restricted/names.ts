import type { OnlyFor, RestrictedCredits } from '@scrip/client';
import { locale } from '../language/language.ts';
import { namesText, type Things } from './things.ts';

/** What a restriction admits, as one text. @param things whose names are known; anything else has its ID */
export const namesIn = (onlyFor: OnlyFor, things: Things | undefined): string =>
  namesText(onlyFor, things, locale());

/** All of these credits. */
export const creditsIn = (restricted: readonly RestrictedCredits[]): number =>
  restricted.reduce((sum, { credits }) => sum + credits, 0);

/** The same of credits that moved, in one cell of a table that programs read: by IDs. */
export const restrictedCell = (restricted: readonly RestrictedCredits[] = []): string =>
  restricted
    .map(({ credits, onlyFor }) => `${credits} ${Object.values(onlyFor).flat().join(' ')}`)
    .join('; ');
