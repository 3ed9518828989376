import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { changesPartition } from '../../shared/table/keys.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { changeItem, type Change } from '../../shared/table/items/change.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { allowancesThatDiffer } from './differences-of-allowances.ts';
import { booksNeverFoundRight, booksThatDiffer } from './differences-of-books.ts';
import { changesThatDiffer, pricesThatDiffer, answersThatDiffer } from './differences-of-agency.ts';
import { budgetsThatDiffer } from './differences-of-budgets.ts';
import { giftAccountsOf, giftsThatDiffer } from './differences-of-gifts.ts';
import { holdsThatDiffer } from './differences-of-holds.ts';
import { mergesThatDiffer } from './differences-of-merges.ts';
import { lotsThatDiffer } from './differences-of-lots.ts';
import { requestsThatDiffer } from './differences-of-requests.ts';
import {
  entryEventsThatDiffer,
  firstOf,
  deliveriesThatDiffer,
  isAbout,
  figuresThatDiffer,
  liabilitiesThatDiffer,
} from './differences-of-events.ts';
import { usageThatDiffers } from './differences-of-usage.ts';
import { all, same, thingsThatDiffer } from './differences-of-things.ts';
import { historyOf, type History } from './history.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Intent } from './intent.ts';
import { MERGING } from './merging-of-accounts.ts';
import { purposesOf } from './purposes.ts';
import type { System } from './system.ts';
import { allowsTransfers, sendsPromo } from './store.ts';
import { idIn } from './wishes.ts';

/** All differences between the books, the answers and the events; none if all is well. */
export const differences = async (
  system: System,
  refs: readonly AccountRef[],
  intents: readonly Intent[],
): Promise<string[]> => {
  const { table } = system.ledger;
  const found: string[] = [];
  for (const [agency, own] of Map.groupBy(refs, (ref) => ref.agency)) {
    const wanted = intents.filter(({ ref }) => ref.agency === agency);
    const changes = await all(table, changesPartition(agency), changeItem);
    const histories = await Promise.all(own.map(async (ref) => await historyOf(table, ref)));
    const waiting = await Promise.all(
      (await giftAccountsOf(table, own)).map(async (ref) => await historyOf(table, ref)),
    );
    for (const history of histories) {
      const each = await differencesOf(system, history, { intents: wanted, changes });
      found.push(...each.map((difference) => `${agency} ${history.ref.account}: ${difference}`));
    }
    const everywhere = [...histories, ...waiting];
    const ofAgency = [
      ...(await changesThatDiffer(table, agency, changes, wanted)),
      ...(allowsTransfers(agency) ? paymentsThatDiffer(system, everywhere) : []),
      ...transfersThatDiffer(everywhere, wanted),
      ...mergesThatDiffer(histories, wanted),
      ...(await Promise.all(waiting.map(async (history) => await leftInGift(system, history)))).flat(),
    ];
    found.push(...ofAgency.map((difference) => `${agency}: ${difference}`));
  }
  const accounts = [...refs, ...(await giftAccountsOf(table, refs))];
  found.push(...(await liabilitiesThatDiffer(system, accounts)));
  found.push(...(await figuresThatDiffer(system, accounts)));
  found.push(...(await booksThatDiffer(system.ledger, accounts)));
  found.push(...(await booksNeverFoundRight(system.ledger, accounts)));
  found.push(...(await deliveriesThatDiffer(system, [...new Set(refs.map((ref) => ref.agency))])));
  found.push(...system.deliveries.forgeriesTaken.map((type) => `a forged ${type} was taken`));
  found.push(...system.intrusions.map((command) => `${command} for an intruder`));
  found.push(...system.leftBehind);
  return found;
};

/** What everybody wanted at an agency, and its log of changes. */
type Agency = { intents: readonly Intent[]; changes: readonly Change[] };

const differencesOf = async (
  system: System,
  history: History,
  { intents: wanted, changes }: Agency,
): Promise<string[]> => {
  const { table } = system.ledger;
  const sweeps = system.calmSweeps.get(history.ref.agency) ?? [];
  const { ref, account, entries } = history;
  const intents = wanted.filter((intent) => intent.ref === ref);
  const events = firstOf(system.pipeline.bus.published).filter((event) => isAbout(event, ref));
  const open = intents.filter(({ answer }) => !answer).map(({ kind }) => `${kind} was never answered`);
  return [
    ...(await auditOf(system, ref)),
    ...(allowsTransfers(ref.agency) ? [] : paymentsThatDiffer(system, [history])),
    ...open,
    ...spendsThatDiffer(entries, intents),
    ...pryingThatWasNotRefused(intents),
    ...answersThatDiffer(entries, intents),
    ...pricesThatDiffer(entries, intents),
    ...(await replayThatDiffers(system, history)),
    ...entryEventsThatDiffer(events, system.versions.of(ref), entries),
    ...(await thingsThatDiffer(
      table,
      ref,
      entries,
      intents,
      events,
      system.invoicesOf({ ...ref, account: MERGING }),
    )),
    ...(await holdsThatDiffer(table, ref, account, entries, intents, events)),
    ...(await budgetsThatDiffer(table, ref, system.spenderOf(ref), entries, intents, events)),
    ...system.spenderKeys.differences(ref, entries, events),
    ...(await usageThatDiffers(system, ref, account, entries, { wanted, changes }, events)),
    ...(await giftsThatDiffer(table, history, wanted, events)),
    ...(await requestsThatDiffer(table, history, wanted, events)),
    ...allowancesThatDiffer(history, changes, sweeps),
    ...expired(account, sweeps.at(-1)?.began ?? ''),
  ];
};

/** I1, I3, I4 and I6, by the same audit that runs by night. */
const auditOf = async ({ ledger, metering }: System, ref: AccountRef): Promise<string[]> => {
  const audited = await auditLedger({ ...ledger, readBatch: metering.readBatch }, ref, () => true);
  if (!audited.ok) throw new Error(audited.error.code);
  return audited.value.findings.map(({ code, entry }) => `entry ${entry}: ${code}`);
};

/** Where the credits of a gift waited, nothing is left in the end. */
const leftInGift = async (system: System, history: History): Promise<string[]> => {
  const { ref, account } = history;
  return [
    ...[...(await auditOf(system, ref)), ...(await replayThatDiffers(system, history))].map(
      (finding) => `${ref.account}: ${finding}`,
    ),
    ...(account.balance === 0 && account.lots.length === 0 ? [] : [`${ref.account} has ${account.balance}`]),
  ];
};

const replayThatDiffers = async (system: System, history: History): Promise<string[]> => {
  const { ref } = history;
  const purposes = await purposesOf(system.ledger.table, ref);
  const isSent = sendsPromo(ref.agency)
    ? () => true
    : ({ class: of }: Pick<LotShare, 'class'>) => of === 'paid';
  return lotsThatDiffer(history, system.versions.of(ref), purposes, isSent);
};

/**
 * What customers paid and what they got agree with the provider's own books: of each account, and where credits are sent
 * on of all of an agency, as a payment that is taken back follows them.
 */
const paymentsThatDiffer = ({ till }: System, books: readonly History[]): string[] => {
  const given = books.flatMap(({ entries }) => {
    const bought = new Set(
      entries.filter(({ kind }) => kind === 'checkout').map(({ reference }) => reference),
    );
    return entries
      .filter(
        ({ kind, reference }) =>
          ['checkout', 'payment_reversed', 'payment_reinstated'].includes(kind) ||
          (kind === 'bonus' && bought.has(reference)),
      )
      .map(({ type, amount }) => (type === 'in' ? amount : -amount));
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const [worth, got] = [sum(books.map(({ ref }) => till.worthOf(ref))), sum(given)];
  return got === worth ? [] : [`the providers' books are worth ${worth}, the history has ${got}`];
};

/**
 * What was sent has an entry on both sides, for gifts at their beginning and their end, and transfers are those that were
 * answered as done (I5, I6).
 */
const transfersThatDiffer = (histories: readonly History[], intents: readonly Intent[]): string[] => {
  const done = intents.flatMap((intent) => (intent.kind === 'transfer' ? (idIn(intent) ?? []) : []));
  const moved = histories.flatMap(({ entries }) =>
    entries.filter(({ kind }) => kind === 'transfer' || kind === 'gift'),
  );
  const sides = (type: Entry['type'], some: readonly Entry[]) =>
    some.flatMap((entry) => (entry.type === type ? `${entry.reference}:${entry.amount}` : []));
  const transfers = moved.filter(({ type, kind }) => type === 'out' && kind === 'transfer');
  return [
    ...same('credits sent and received', sides('out', moved), sides('in', moved)),
    ...same(
      'transfers and answers',
      transfers.map(({ reference }) => reference),
      [...new Set(done)],
    ),
  ];
};

/**
 * Each spend answered as done has exactly one entry, and there are no other spend entries (I5). Whose key was revoked
 * before there was an answer never learns of it.
 */
const spendsThatDiffer = (entries: readonly Entry[], intents: readonly Intent[]): string[] => {
  const referencesOf = (status: number) =>
    intents
      .filter(({ kind, answer }) => kind === 'spend' && answer?.status === status)
      .map(({ reference = '' }) => reference);
  const cutOff = new Set(referencesOf(401));
  const made = entries
    .filter(({ kind, reference }) => kind === 'spend' && !cutOff.has(reference))
    .map(({ reference }) => reference);
  const answered = referencesOf(201);
  const sorted = (list: readonly string[]): string => [...list].sort().join(' ');
  return sorted(made) === sorted(answered) ? [] : [`spent: ${sorted(made)}; answered: ${sorted(answered)}`];
};

/** I8: what is another's is answered as if it were not there. */
const pryingThatWasNotRefused = (intents: readonly Intent[]): string[] =>
  intents
    .filter(({ kind, answer }) => kind === 'prying' && answer?.status !== 404)
    .map(({ route, answer }) => `${route.method} ${route.path} of another's was answered ${answer?.status}`);

/** I9: what was past its date as the sweeper came is in no account any more. */
const expired = ({ lots, balance, debt }: Account, sweptAt: string): string[] => [
  ...lots
    .filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= sweptAt)
    .map(({ id }) => `lot ${id} is past its date`),
  // I2: only a debt makes a balance negative.
  ...(balance < 0 && debt === 0 ? ['below zero without a debt'] : []),
];
