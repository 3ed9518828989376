import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AbsorbedIds, Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Command, CommandOf, Refusal } from './command.ts';
import { absorbedBy, asAbsorbed, idsOf, type Merges } from './absorbed.ts';
import { deposit, MAX_LOTS, type Merge } from './deposit.ts';
import { isExpired, draw, total } from './lots.ts';

/** The lots after a command, and what its entry says of the movement. */
export type Move = {
  lots: LotShare[];
  /** Lots that became one with others. */
  merges?: readonly Merge[];
  /** Ids that shares of schema 1 brought back with them. */
  absorbed?: readonly AbsorbedIds[];
  /** What the same command does next. */
  next?: Move;
  entry: Pick<Entry, 'type' | 'kind' | 'reference' | 'note' | 'label' | 'amount' | 'lots' | 'debt'>;
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
    case 'restore':
      return restore(account, command, at, known);
    case 'reclaim':
      return ok(reclaim(account, command, known));
    case 'extend':
      return ok(extend(account, command, at));
    case 'expire':
      return ok(expire(account, at));
  }
};

const credit = (account: Account, command: CommandOf<'credit'>, at: Instant): Result<Move, Refusal> => {
  const { amount, class: lotClass, expiresAt } = command;
  const lot = { id: account.entries + 1, class: lotClass, ...(expiresAt && { expiresAt }), amount };
  const paid = payDebt(account, [lot], () => true);
  if (!paid.ok) return paid;
  const { lots, merges } = deposit(account.lots, paid.value.kept, at, 'add');
  const isOneMore = lots.length > MAX_LOTS && lots.length > account.lots.length;
  if (isOneMore && expiresAt !== undefined) return err({ code: 'lot_limit' });
  return ok({ lots, merges, entry: { ...reasonOf(command), type: 'in', ...paid.value.entry } });
};

const debit = (account: Account, command: CommandOf<'debit'>): Result<Move, Refusal> => {
  if (account.debt > 0) return err({ code: 'account_in_debt', debt: account.debt });
  const { left, taken, missing } = draw(account.lots, command.amount);
  if (missing > 0) {
    return err({ code: 'insufficient_credits', available: command.amount - missing, shortfall: missing });
  }
  return ok({
    lots: left,
    entry: { ...reasonOf(command), type: 'out', amount: command.amount, lots: taken },
  });
};

const restore = (
  account: Account,
  command: CommandOf<'restore'>,
  at: Instant,
  { merges: known }: Known,
): Result<Move | undefined, Refusal> => {
  if (command.lots.length === 0) return ok(undefined);
  const shares = command.lots.map((share) => asAbsorbed(share, known));
  // Credits that expired meanwhile go back as what they are, expired: they can pay nothing, not even a debt.
  const paid = payDebt(account, shares, (lot) => !isExpired(lot, at));
  if (!paid.ok) return paid;
  const unknown = command.lots.flatMap(absorbedBy).map((group) => ({
    ...group,
    ids: group.ids.filter((id) => !known.has(id)),
  }));
  return ok({
    ...deposit(account.lots, paid.value.kept, at, 'join'),
    absorbed: unknown,
    entry: { ...reasonOf(command), type: 'in', ...paid.value.entry },
  });
};

/** A debt is paid first, with the shares that may; the rest is kept for the lots. */
const payDebt = (
  account: Account,
  shares: readonly LotShare[],
  paysDebt: (share: LotShare) => boolean,
): Result<{ kept: LotShare[]; entry: Pick<Entry, 'amount' | 'lots' | 'debt'> }, Refusal> => {
  const amount = total(shares);
  if (!Number.isSafeInteger(total(account.lots) + amount)) return err({ code: 'balance_limit' });
  const { left: kept, missing: owed } = draw(shares, account.debt, paysDebt);
  const paid = account.debt - owed;
  return ok({ kept, entry: { amount, lots: kept, ...(paid > 0 && { debt: paid }) } });
};

const reclaim = (
  account: Account,
  command: CommandOf<'reclaim'>,
  { broughtIn, merges }: Known,
): Move | undefined => {
  const lots = idsOf(command.lots === 'just_brought_in' ? broughtIn : command.lots, merges);
  const own = draw(account.lots, command.amount, ({ id }) => lots.has(id));
  const others = draw(own.left, own.missing, (lot) => lot.class === 'paid');
  const debt = command.shortfall === 'debt' ? others.missing : 0;
  const amount = command.amount - others.missing + debt;
  if (amount === 0) return undefined;
  const taken = [...own.taken, ...others.taken];
  return {
    lots: others.left,
    entry: { ...reasonOf(command), type: 'out', amount, lots: taken, ...(debt > 0 && { debt }) },
  };
};

const extend = (account: Account, command: CommandOf<'extend'>, at: Instant): Move | undefined => {
  const { from, expiresAt } = command;
  const due = account.lots.filter((lot) => lot.expiresAt === from);
  if (due.length === 0) return undefined;
  const left = account.lots.filter((lot) => lot.expiresAt !== from);
  const later = due.map(({ expiresAt: _, ...lot }) => ({
    ...lot,
    ...(expiresAt !== undefined && { expiresAt }),
  }));
  const moved = { ...reasonOf(command), amount: total(due) };
  return {
    lots: left,
    entry: { ...moved, type: 'out', lots: due },
    next: { ...deposit(left, later, at, 'add'), entry: { ...moved, type: 'in', lots: later } },
  };
};

const expire = (account: Account, at: Instant): Move | undefined => {
  const due = account.lots.filter((lot) => isExpired(lot, at));
  if (due.length === 0) return undefined;
  return {
    lots: account.lots.filter((lot) => !isExpired(lot, at)),
    entry: { type: 'out', kind: 'expiry', reference: 'expiry', amount: total(due), lots: due },
  };
};

const reasonOf = ({ kind, reference, note, label }: Exclude<Command, { type: 'expire' }>) => ({
  kind,
  reference,
  ...(note !== undefined && { note }),
  ...(label !== undefined && { label }),
});
