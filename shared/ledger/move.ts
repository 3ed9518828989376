import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AbsorbedIds, Account, Carry, OpenHold } from '../table/items/account.ts';
import { lotId, priceOfEach, type LotShare } from '../table/items/lot.ts';
import type { Entry } from '../table/items/entry.ts';
import { reasonOf, type Command, type CommandOf, type Refusal } from './command.ts';
import { absorbedBy, asAbsorbed, idsOf, type Merges } from './absorbed.ts';
import { charge, limit } from './charge.ts';
import { deposit, MAX_LOTS, type Merge } from './deposit.ts';
import { drawHeld, heldLots, openHolds } from './held.ts';
import { lend } from './lend.ts';
import { payDebt } from './pay-debt.ts';
import { atPricesOf } from './prices.ts';
import { receive } from './receive.ts';
import { capture, hold, release, withoutEnded } from './holds.ts';
import { byUse, draw, drawFor, isExpired, isFrom, total, type Drawn } from './lots.ts';
import { isRestricted, normalized, restrictionOf } from './purpose.ts';
import { insufficient } from './restricted.ts';
import { fitted } from './restrictions.ts';

/** The lots after a command, and what its entry says of the movement. */
export type Move = {
  lots: LotShare[];
  /** The open holds after it; without these, they are as before. */
  holds?: readonly OpenHold[];
  /** The fractions of meters after it; without these, they are as before. */
  carries?: readonly Carry[];
  /** How much debt usage may leave after it; without it, as much as before. */
  creditLimit?: number;
  /** The part of its debt that usage left, where its kind does not say so. */
  usageDebt?: number;
  /** Lots that became one with others. */
  merges?: readonly Merge[];
  /** Ids that shares of schema 1 brought back with them. */
  absorbed?: readonly AbsorbedIds[];
  /** What the same command does next. */
  next?: Move;
  /** Nothing where the balance stays as it is. */
  entry?: Pick<
    Entry,
    | 'type'
    | 'kind'
    | 'reference'
    | 'note'
    | 'label'
    | 'amount'
    | 'lots'
    | 'debt'
    | 'spender'
    | 'spentAt'
    | 'meter'
    | 'quantity'
    | 'events'
  >;
};

/** What a command has to know beside the account. */
export type Known = {
  /** The lots that the commands folded before this one brought in. */
  broughtIn: readonly number[];
  /** What became of the lots that the command names and the account no longer has. */
  merges: Merges;
};

/**
 * @returns undefined where nothing moves, and the refusal where the command can't be carried out
 */
export const move = (
  account: Account,
  command: Command,
  at: Instant,
  known: Known,
): Result<Move | undefined, Refusal> => {
  switch (command.type) {
    case 'credit':
      return credit(account, command, at);
    case 'debit':
      return debit(account, command);
    case 'drain':
      return ok(drain(account, command));
    case 'receive':
      return receive(account, command, at, known);
    case 'lend':
      return ok(lend(account, command));
    case 'restore':
      return restore(account, command, at, known);
    case 'reclaim':
      return ok(reclaim(account, command, known));
    case 'recover':
      return ok(recover(account, command));
    case 'extend':
      return ok(extend(account, command, at));
    case 'charge':
      return charge(account, command);
    case 'limit':
      return ok(limit(account, command));
    case 'hold':
      return hold(account, command);
    case 'capture':
      return capture(account, command, at, known.merges);
    case 'release':
      return release(account, command, at, known.merges);
    case 'expire':
      return ok(expire(account, at, known.merges));
  }
};

const credit = (account: Account, command: CommandOf<'credit'>, at: Instant): Result<Move, Refusal> => {
  const { amount, class: lotClass, expiresAt, later, onlyFor, isPaidFor } = command;
  const entry = account.entries + 1;
  const kind = {
    class: lotClass,
    ...(onlyFor && { onlyFor: normalized(onlyFor) }),
    ...(command.price && { price: priceOfEach(command.price, amount) }),
  };
  const first = {
    id: lotId(entry, 0),
    ...kind,
    ...(expiresAt && { expiresAt }),
    amount: amount - (later?.amount ?? 0),
  };
  const fitting = fitted(account, later ? [first, { id: lotId(entry, 1), ...kind, ...later }] : [first]);
  if (!isPaidFor && onlyFor && !fitting.every(isRestricted)) return err({ code: 'lot_limit' });
  const paid = payDebt(account, atPricesOf(account, fitting), () => true);
  if (!paid.ok) return paid;
  const { lots, merges } = deposit(account.lots, paid.value.kept, at, 'add');
  const isOneMore = lots.length + heldLots(account).length > MAX_LOTS && lots.length > account.lots.length;
  if (isOneMore && expiresAt !== undefined) return err({ code: 'lot_limit' });
  return ok({ lots, merges, entry: { ...reasonOf(command), type: 'in', ...paid.value.entry } });
};

const debit = (account: Account, command: CommandOf<'debit'>): Result<Move, Refusal> => {
  if (account.debt > 0) return err({ code: 'account_in_debt', debt: account.debt });
  const drawn = drawnBy(command, account.lots);
  if (drawn.missing > 0) return err(insufficient(command.amount, drawn));
  const { left, taken } = drawn;
  return ok({
    lots: left,
    entry: { ...reasonOf(command), type: 'out', amount: command.amount, lots: taken },
  });
};

const drawnBy = (
  { amount, class: lotClass, purpose, onlyFor }: CommandOf<'debit'>,
  lots: readonly LotShare[],
): Drawn => {
  if (!onlyFor) return drawFor(lots, amount, purpose, (lot) => (lotClass ?? lot.class) === lot.class);
  const restriction = restrictionOf({ onlyFor: normalized(onlyFor) });
  return draw(lots, amount, (lot) => restrictionOf(lot) === restriction);
};

const drain = ({ lots }: Account, command: CommandOf<'drain'>): Move | undefined =>
  lots.length === 0
    ? undefined
    : { lots: [], entry: { ...reasonOf(command), type: 'out', amount: total(lots), lots } };

const restore = (
  account: Account,
  command: CommandOf<'restore'>,
  at: Instant,
  { merges: known }: Known,
): Result<Move | undefined, Refusal> => {
  if (command.lots.length === 0) return ok(undefined);
  const shares = fitted(
    account,
    command.lots.map((share) => asAbsorbed(share, known)),
  );
  // Credits that expired meanwhile go back as what they are, expired: they can pay nothing, not even a debt.
  const paid = payDebt(account, atPricesOf(account, shares), (lot) => !isExpired(lot, at));
  if (!paid.ok) return paid;
  const unknown = command.lots.flatMap(absorbedBy).map((group) => ({
    ...group,
    ids: group.ids.filter((id) => !known.has(id)),
  }));
  return ok({
    ...deposit(account.lots, paid.value.kept, at, 'join'),
    absorbed: unknown,
    entry: {
      ...reasonOf(command),
      ...(command.spentAt !== undefined && { spentAt: command.spentAt }),
      type: 'in',
      ...paid.value.entry,
    },
  });
};

/** What another payment may be taken back from: restricted credits are spent on nothing else. */
const isPaid = (lot: LotShare): boolean => lot.class === 'paid' && !isRestricted(lot);

const reclaim = (
  account: Account,
  command: CommandOf<'reclaim'>,
  { broughtIn, merges }: Known,
): Move | undefined => {
  const lots = idsOf(command.lots === 'just_brought_in' ? broughtIn : command.lots, merges);
  const isOwn = ({ id }: LotShare) => lots.has(id);
  const isBonus = (lot: LotShare) => isOwn(lot) && lot.class === 'promo';
  const isSold = (lot: LotShare) => isOwn(lot) && lot.class === 'paid';
  const unsold = command.amount - total(account.lots.filter(isSold));
  const bonus = draw(account.lots, Math.min(command.amount, Math.max(command.bonus ?? 0, unsold)), isBonus);
  const own = draw(bonus.left, command.amount - total(bonus.taken), isSold);
  const others = draw(own.left, own.missing, isPaid);
  // What is held is taken only for want of free credits, and keeps its hold open.
  const held = drawHeld(openHolds(account), others.missing, isOwn);
  const heldOthers = drawHeld(held.left, held.missing, isPaid);
  const { missing } = heldOthers;
  const debt = command.shortfall === 'debt' ? missing : 0;
  const amount = command.amount - missing + debt;
  if (amount === 0) return undefined;
  const taken = [bonus, own, others, held, heldOthers].flatMap((drawn) => drawn.taken);
  return {
    lots: others.left,
    holds: heldOthers.left,
    entry: { ...reasonOf(command), type: 'out', amount, lots: taken, ...(debt > 0 && { debt }) },
  };
};

const recover = (account: Account, command: CommandOf<'recover'>): Move | undefined => {
  const isSought = (lot: LotShare) => isFrom(lot, command.of, command.lots);
  const free = draw(account.lots, command.amount, isSought);
  const held = drawHeld(openHolds(account), free.missing, isSought);
  const taken = [...free.taken, ...held.taken];
  if (taken.length === 0) return undefined;
  return {
    lots: free.left,
    holds: held.left,
    entry: { ...reasonOf(command), type: 'out', amount: total(taken), lots: taken },
  };
};

const extend = (account: Account, command: CommandOf<'extend'>, at: Instant): Move | undefined => {
  const { from, expiresAt } = command;
  const isDue = (lot: LotShare) => lot.expiresAt === from && !isExpired(lot, at);
  const extended = ({ expiresAt: _, ...lot }: LotShare): LotShare => ({
    ...lot,
    ...(expiresAt !== undefined && { expiresAt }),
  });
  const free = account.lots.filter(isDue);
  const due = [...free, ...heldLots(account).filter(isDue)];
  if (due.length === 0) return undefined;
  const left = account.lots.filter((lot) => !isDue(lot));
  const moved = { ...reasonOf(command), amount: total(due) };
  const holds = openHolds(account);
  return {
    lots: left,
    holds: holds.map((open) => ({ ...open, lots: open.lots.filter((lot) => !isDue(lot)) })),
    entry: { ...moved, type: 'out', lots: due },
    next: {
      ...deposit(left, free.map(extended), at, 'add'),
      holds: holds.map((open) => ({
        ...open,
        lots: open.lots.map((lot) => (isDue(lot) ? extended(lot) : lot)).toSorted(byUse),
      })),
      entry: { ...moved, type: 'in', lots: due.map(extended) },
    },
  };
};

const expire = (account: Account, at: Instant, known: Merges): Move | undefined => {
  const left = withoutEnded(account, at, known);
  const due = left.lots.filter((lot) => isExpired(lot, at));
  if (left.holds.length === openHolds(account).length && due.length === 0) return undefined;
  return {
    ...left,
    lots: left.lots.filter((lot) => !isExpired(lot, at)),
    ...(due.length > 0 && {
      entry: { type: 'out', kind: 'expiry', reference: 'expiry', amount: total(due), lots: due },
    }),
  };
};
