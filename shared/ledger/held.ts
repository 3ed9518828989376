import type { Instant } from '../kernel/clock.ts';
import type { OpenHold } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { draw, total } from './lots.ts';

type Holding = { holds?: readonly OpenHold[] };

export const openHolds = ({ holds = [] }: Holding): readonly OpenHold[] => holds;

/** From its end on a hold holds nothing, also before any write has released it. */
export const hasEnded = ({ endsAt }: Pick<OpenHold, 'endsAt'>, at: Instant): boolean =>
  endsAt !== undefined && endsAt <= at;

/** What all holds of an account hold. */
export const heldLots = (account: Holding): LotShare[] => openHolds(account).flatMap(({ lots }) => lots);

/** The credits of an open hold. */
export const creditsIn = (account: Holding, hold: string): number =>
  total(openHolds(account).find(({ id }) => id === hold)?.lots ?? []);

/** Draws on what is held, the oldest hold first. Holds stay open, even those left with nothing. */
export const drawHeld = (
  holds: readonly OpenHold[],
  amount: number,
  from: (lot: LotShare) => boolean,
): { left: OpenHold[]; taken: LotShare[]; missing: number } => {
  const left: OpenHold[] = [];
  const taken: LotShare[] = [];
  let missing = amount;
  for (const hold of holds) {
    const drawn = draw(hold.lots, missing, from);
    left.push({ ...hold, lots: drawn.left });
    taken.push(...drawn.taken);
    ({ missing } = drawn);
  }
  return { left, taken, missing };
};
