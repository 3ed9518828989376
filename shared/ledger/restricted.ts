import type { LotShare } from '../table/items/lot.ts';
import type { OnlyFor } from '../table/items/only-for.ts';
import type { RefusalOf } from './command.ts';
import { total, type Drawn } from './lots.ts';
import { restrictionOf } from './purpose.ts';

/** Credits that may be spent on some things only. */
export type RestrictedCredits = { credits: number; onlyFor: OnlyFor };

/** What of the free credits is restricted: a sum for each restriction, in the order of drawing. */
export const restrictedIn = ({ lots }: { lots: readonly LotShare[] }): RestrictedCredits[] =>
  [...Map.groupBy(lots, restrictionOf).values()].flatMap((alike) => {
    const onlyFor = alike[0]?.onlyFor;
    return onlyFor ? [{ credits: total(alike), onlyFor }] : [];
  });

/** The same as a member of what shows these credits: none where nothing is restricted. */
export const restrictedPart = (of: { lots: readonly LotShare[] }): { restricted?: RestrictedCredits[] } => {
  const restricted = restrictedIn(of);
  return restricted.length > 0 ? { restricted } : {};
};

/**
 * The refusal where a draw found too few credits: it took all that it may, so what is restricted of the rest is for other
 * things only.
 * @param amount what was to be drawn
 */
export const insufficient = (amount: number, { left, missing }: Drawn): RefusalOf<'debit'> => ({
  code: 'insufficient_credits',
  available: amount - missing,
  shortfall: missing,
  ...restrictedPart({ lots: left }),
});
