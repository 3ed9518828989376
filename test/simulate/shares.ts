import type { Share } from './merging-of-lots.ts';
import { restrictionText } from './purposes.ts';

export const amountOf = (shares: readonly Share[]): number =>
  shares.reduce((sum, { amount }) => sum + amount, 0);

/** The first so many credits of these. */
export const firstOf = (shares: readonly Share[], amount: number): Share[] => {
  const [share, ...others] = shares;
  if (!share || amount <= 0) return [];
  const part = Math.min(share.amount, amount);
  return [{ ...share, amount: part }, ...firstOf(others, amount - part)];
};

/** What is left of the one, lot by lot, once the other is gone. Of one lot there may be several shares. */
export const without = (shares: readonly Share[], gone: readonly Share[]): Share[] =>
  gone.reduce<readonly Share[]>(minus, shares).filter(({ amount }) => amount > 0);

/** Takes a share out of the first of its lot that is for the same. What became a debt is for anything, also of a restricted lot. */
const minus = (shares: readonly Share[], gone: Share): Share[] => {
  let owed = gone.amount;
  const isOfIt = (share: Share): boolean =>
    share.id === gone.id && restrictionText(share) === restrictionText(gone);
  return shares.map((share) => {
    const taken = isOfIt(share) ? Math.min(share.amount, owed) : 0;
    owed -= taken;
    return { ...share, amount: share.amount - taken };
  });
};
