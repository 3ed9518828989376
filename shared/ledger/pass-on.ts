import { err, ok, type Result } from '../kernel/result.ts';
import type { AccountId } from '../kernel/ids.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import { lotId, type LotShare } from '../table/items/lot.ts';
import type { Table } from '../table/table.ts';
import { timeOf } from './account.ts';
import type { Command, CommandOf, Refusal } from './command.ts';
import { MAX_LOTS } from './deposit.ts';
import { newSalt } from './entry-hash.ts';
import { heldLots } from './held.ts';
import { draw, total } from './lots.ts';
import { nameOf, seenAs } from './merged.ts';
import { plan, type Posting } from './plan.ts';
import { isRestricted } from './purpose.ts';
import { lotsSought, readAbsorbed } from './read-absorbed.ts';
import type { Merges } from './absorbed.ts';

/** What commands on a merged account come to, there and in the account that it merged into. */
export type Passed = { old: Posting; heir: Posting };

/** Commands that make sense for what comes late. Others would leave something with the old account. */
const LATE: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'credit',
  'restore',
  'receive',
  'reclaim',
  'recover',
  'charge',
  'expire',
]);

/**
 * Plans commands on an account that merged, or merges, into another one: what they take out, that one lends, and all that they leave
 * goes there. So the old account has nothing before and after, and both histories say what moved.
 * Throws TypeError for a command that can't come late.
 * @param now milliseconds since the epoch
 */
export const passOn = async (
  table: Table,
  old: Account,
  heir: Account,
  commands: readonly Command[],
  now: number,
): Promise<Result<Passed, Refusal>> => {
  const unfit = commands.find(({ type }) => !LATE.has(type));
  if (unfit) throw new TypeError(`${unfit.type} on an account that merged`);
  const salt = newSalt();
  const known = await readAbsorbed(table, old, lotsSought(old, commands, timeOf(old, now)));
  const ended = await readAbsorbed(table, heir, lotsSought(heir, [], timeOf(heir, now)));
  const begun = plan(heir, [], now, salt, ended);
  if (!begun.ok) return begun;
  const needed = neededBy(old, begun.value.account, commands, now, known);
  if (!needed.ok) return needed;

  const label = labelOf(commands);
  const lent = plan(heir, [lending(old, needed.value, label)], now, salt, ended);
  if (!lent.ok) return lent;
  const [out] = lent.value.posted;
  const borrowed = out ? [receiving(heir, sharesOf(out), label)] : [];
  const drain = { type: 'drain', ...reasonFor(heir, label) } as const;
  const passing = plan(old, [...borrowed, ...commands, drain], now, salt, known);
  if (!passing.ok) return passing;
  const left = passing.value.posted.at(-1)?.lots ?? [];
  const keeping = left.length === 0 ? [] : [receiving(old, left, label)];
  const between = lent.value.account;
  const home = await readAbsorbed(table, between, lotsSought(between, keeping, timeOf(between, now)));
  const kept = plan(between, keeping, now, salt, home);
  if (!kept.ok) return kept;
  if (old.mergedInto === undefined && !doesFit(between, left, kept.value)) return err({ code: 'lot_limit' });
  return ok({
    old: {
      ...passing.value,
      posted: passing.value.posted
        .slice(borrowed.length, -1)
        .map((entry) => entry && asOwed(entry, heir.account, out)),
    },
    heir: {
      account: kept.value.account,
      entries: [...lent.value.entries, ...kept.value.entries],
      posted: [],
      absorbed: [...lent.value.absorbed, ...kept.value.absorbed],
    },
  });
};

/** Whether an account has room for what merges into it: all lots are in one item, and none may lose its restriction or origin. */
const doesFit = (before: Account, arrived: readonly LotShare[], { posted }: Posting): boolean =>
  before.lots.length + heldLots(before).length + arrived.length <= MAX_LOTS &&
  total((posted[0]?.lots ?? []).filter(isRestricted)) === total(arrived.filter(isRestricted));

/** Shares of the other account's lots, and how much more it owes. */
type Needed = { lots: LotShare[]; debt: number; usageDebt: number };

/**
 * What commands take out, by what they would draw if the other account's credits were here; and what pays a debt that the old account
 * still has, which it has only as it merges.
 */
const neededBy = (
  old: Account,
  heir: Account,
  commands: readonly Command[],
  now: number,
  known: Merges,
): Result<Needed, Refusal> => {
  if (old.mergedInto === undefined) {
    const { taken: lots, missing: debt } = draw(heir.lots, old.debt, (lot) => !isRestricted(lot));
    return ok({ lots, debt, usageDebt: Math.min(debt, old.usageDebt ?? 0) });
  }
  const seen = seenAs(old, heir);
  const planned = plan(seen.account, commands, now, '', known);
  if (!planned.ok) return planned;
  const outs = planned.value.posted.flatMap((entry) => (entry?.type === 'out' ? entry : []));
  return ok({
    lots: outs.flatMap(({ lots }) =>
      lots.flatMap((share) => {
        const lot = seen.lots.get(nameOf(share));
        return lot ? [{ ...lot, amount: share.amount }] : [];
      }),
    ),
    debt: owed(outs),
    usageDebt: owed(outs.filter(({ kind }) => kind === 'usage')),
  });
};

const owed = (entries: readonly Entry[]): number => entries.reduce((sum, { debt = 0 }) => sum + debt, 0);

/** What the history of the other account says of it: the name of what was late. */
const labelOf = (commands: readonly Command[]): string | undefined =>
  commands.flatMap((command) => ('label' in command ? command.label : []))[0];

const reasonFor = ({ account }: Account, label: string | undefined) =>
  ({ kind: 'merge', reference: account, ...(label !== undefined && { label }) }) as const;

const lending = (to: Account, needed: Needed, label: string | undefined): CommandOf<'lend'> => ({
  type: 'lend',
  ...reasonFor(to, label),
  ...needed,
});

const receiving = (
  from: Account,
  lots: readonly LotShare[],
  label: string | undefined,
): CommandOf<'receive'> => ({
  type: 'receive',
  ...reasonFor(from, label),
  from: from.account,
  lots,
  isOwn: true,
});

/** The lot of a debt that was lent. No other lot has the number of an entry that took out. */
const lotOfDebt = ({ number }: Entry): number => lotId(number, 0);

/** What was lent: shares of lots, and as paid credits what became a debt. */
const sharesOf = (lent: Entry): LotShare[] => [
  ...lent.lots,
  ...(lent.debt === undefined ? [] : [{ id: lotOfDebt(lent), class: 'paid' as const, amount: lent.debt }]),
];

/**
 * An entry of the old account as whoever asked for it is to see it: credits that became a debt of the other account are a
 * debt, as they would be without the merge. The entry itself took them out of what was lent.
 */
const asOwed = (entry: Entry, lender: AccountId, lent: Entry | undefined): Entry => {
  const owedFor = entry.lots.filter(
    ({ origin }) => lent?.debt !== undefined && origin?.account === lender && origin.lot === lotOfDebt(lent),
  );
  if (owedFor.length === 0) return entry;
  return {
    ...entry,
    lots: entry.lots.filter((share) => !owedFor.includes(share)),
    debt: (entry.debt ?? 0) + total(owedFor),
  };
};

/** Both accounts after they have become one. */
export const asMerged = ({ old, heir }: Passed, now: number): Passed => ({
  old: {
    ...old,
    account: {
      ...old.account,
      mergedInto: heir.account.account,
      lastHoldAt: timeOf(old.account, now),
    },
  },
  heir: {
    ...heir,
    account: {
      ...heir.account,
      mergedFrom: [...(heir.account.mergedFrom ?? []), old.account.account],
    },
  },
});
