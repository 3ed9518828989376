import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Account, LotShare } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Command, Refusal } from './command.ts';
import { isExpired, belongsTo, deposit, draw, total } from './lots.ts';

/** The lots after a command, and what its entry says of the movement. */
export type Move = {
  lots: LotShare[];
  entry: Pick<Entry, 'type' | 'kind' | 'reference' | 'note' | 'amount' | 'lots' | 'debt'>;
};

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

/**
 * @param broughtIn the lots that the commands folded before this one brought in
 * @returns undefined where nothing moves, and the refusal where the command can't be carried out
 */
export const move = (
  account: Account,
  command: Command,
  at: Instant,
  broughtIn: readonly number[],
): Result<Move | undefined, Refusal> => {
  switch (command.type) {
    case 'credit':
      return credit(account, command);
    case 'debit':
      return debit(account, command);
    case 'restore':
      return restore(account, command, at);
    case 'reclaim':
      return ok(reclaim(account, command, broughtIn));
    case 'expire':
      return ok(expire(account, at));
  }
};

const credit = (account: Account, command: CommandOf<'credit'>): Result<Move, Refusal> => {
  const { amount, class: lotClass, expiresAt } = command;
  const lot = { id: account.entries + 1, class: lotClass, ...(expiresAt && { expiresAt }), amount };
  return addLots(account, command, [lot], () => true);
};

const debit = (account: Account, command: CommandOf<'debit'>): Result<Move, Refusal> => {
  if (account.debt > 0) return err({ code: 'account_in_debt', debt: account.debt });
  const { left, taken, missing } = draw(account.lots, command.amount);
  if (missing > 0) {
    return err({ code: 'insufficient_credits', available: command.amount - missing, shortfall: missing });
  }
  return ok({ lots: left, entry: { ...labelOf(command), type: 'out', amount: command.amount, lots: taken } });
};

const restore = (
  account: Account,
  command: CommandOf<'restore'>,
  at: Instant,
): Result<Move | undefined, Refusal> =>
  // Credits that expired meanwhile go back as what they are, expired: they can pay nothing, not even a debt.
  command.lots.length === 0
    ? ok(undefined)
    : addLots(account, command, command.lots, (lot) => !isExpired(lot, at));

/** A debt is paid first, with the shares that may; the rest goes into the lots. */
const addLots = (
  account: Account,
  command: CommandOf<'credit' | 'restore'>,
  shares: readonly LotShare[],
  paysDebt: (share: LotShare) => boolean,
): Result<Move, Refusal> => {
  const amount = total(shares);
  if (!Number.isSafeInteger(total(account.lots) + amount)) return err({ code: 'balance_limit' });
  const { left: kept, missing: owed } = draw(shares, account.debt, paysDebt);
  const paid = account.debt - owed;
  return ok({
    lots: deposit(account.lots, kept),
    entry: { ...labelOf(command), type: 'in', amount, lots: kept, ...(paid > 0 && { debt: paid }) },
  });
};

const reclaim = (
  account: Account,
  command: CommandOf<'reclaim'>,
  broughtIn: readonly number[],
): Move | undefined => {
  const lots = command.lots === 'just_brought_in' ? broughtIn : command.lots;
  const own = draw(account.lots, command.amount, (lot) => belongsTo(lot, lots));
  const others = draw(own.left, own.missing, (lot) => lot.class === 'paid');
  const debt = command.shortfall === 'debt' ? others.missing : 0;
  const amount = command.amount - others.missing + debt;
  if (amount === 0) return undefined;
  const taken = [...own.taken, ...others.taken];
  return {
    lots: others.left,
    entry: { ...labelOf(command), type: 'out', amount, lots: taken, ...(debt > 0 && { debt }) },
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

const labelOf = ({ kind, reference, note }: Exclude<Command, { type: 'expire' }>) => ({
  kind,
  reference,
  ...(note !== undefined && { note }),
});
