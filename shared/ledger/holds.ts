import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Account, OpenHold } from '../table/items/account.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { asAbsorbed, type Merges } from './absorbed.ts';
import { reasonOf, type CommandOf, type Refusal } from './command.ts';
import { deposit } from './deposit.ts';
import { hasEnded, openHolds } from './held.ts';
import { draw, drawFor } from './lots.ts';
import type { Move } from './move.ts';
import { insufficient } from './restricted.ts';

/** What an account has, free and held. */
type Held = Pick<Move, 'lots' | 'merges'> & { holds: readonly OpenHold[] };

/** All of them are in the account's item, which every movement writes. */
export const MAX_HOLDS = 20;

/** Of the JSON of what all holds of an account hold: half of what DynamoDB takes as one item, so that the free lots fit beside it. */
export const MAX_HELD_BYTES = 200_000;

const bytesOf = (holds: readonly OpenHold[]): number =>
  holds.reduce((sum, { lots }) => sum + Buffer.byteLength(JSON.stringify(lotsToStore(lots))), 0);

export const hold = (
  account: Account,
  { hold: id, amount, endsAt, purpose, spender }: CommandOf<'hold'>,
): Result<Move, Refusal> => {
  if (account.debt > 0) return err({ code: 'account_in_debt', debt: account.debt });
  const drawn = drawFor(account.lots, amount, purpose);
  if (drawn.missing > 0) return err(insufficient(amount, drawn));
  const { left, taken } = drawn;
  const made = {
    id,
    ...(endsAt !== undefined && { endsAt }),
    lots: taken,
    ...(spender !== undefined && { spender }),
  };
  const holds = [...openHolds(account), made];
  if (holds.length > MAX_HOLDS || bytesOf(holds) > MAX_HELD_BYTES) return err({ code: 'hold_limit' });
  return ok({ lots: left, holds });
};

export const capture = (
  account: Account,
  command: CommandOf<'capture'>,
  at: Instant,
  known: Merges,
): Result<Move, Refusal> => {
  const open = openHold(account, command.hold);
  if (!open) return err({ code: 'hold_not_open' });
  const { amount, isFinal } = command;
  const { left, taken, missing } = draw(open.lots, amount);
  if (missing > 0) return err({ code: 'hold_exceeded', held: amount - missing });
  const rest = { ...open, lots: left };
  const holds = openHolds(account).map((one) => (one.id === open.id ? rest : one));
  return ok({
    ...(isFinal ? releasedLots(account, [rest], at, known) : { lots: account.lots, holds }),
    entry: {
      ...reasonOf(command),
      ...(open.spender !== undefined && { spender: open.spender }),
      type: 'out',
      amount,
      lots: taken,
    },
  });
};

export const release = (
  account: Account,
  command: CommandOf<'release'>,
  at: Instant,
  known: Merges,
): Result<Move, Refusal> => {
  const open = openHold(account, command.hold);
  return open ? ok(releasedLots(account, [open], at, known)) : err({ code: 'hold_not_open' });
};

const openHold = (account: Account, id: string): OpenHold | undefined =>
  openHolds(account).find((one) => one.id === id);

/** What an account has once the holds that have ended have given back what they held. */
export const withoutEnded = (account: Account, at: Instant, known: Merges): Held => {
  const ended = openHolds(account).filter((one) => hasEnded(one, at));
  return ended.length === 0
    ? { lots: account.lots, holds: openHolds(account) }
    : releasedLots(account, ended, at, known);
};

/**
 * What an account has after some of its holds are no more: their shares are in the lots they came from, or in those that
 * absorbed them. They pay no debt.
 */
export const releasedLots = (
  account: Account,
  gone: readonly OpenHold[],
  at: Instant,
  known: Merges,
): Held => {
  const ids = new Set(gone.map(({ id }) => id));
  const shares = gone.flatMap(({ lots }) => lots.map((share) => asAbsorbed(share, known)));
  return {
    ...deposit(account.lots, shares, at, 'join'),
    holds: openHolds(account).filter(({ id }) => !ids.has(id)),
  };
};
