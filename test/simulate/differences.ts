import { accountFrom } from '../../shared/ledger/account.ts';
import { auditAccount, auditEntry, auditStart } from '../../shared/audit/audit.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { accountKey, entriesPartition } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { readTogether } from '../../shared/table/read.ts';
import { changesThatDiffer, pricesThatDiffer, answersThatDiffer } from './differences-of-agency.ts';
import { budgetsThatDiffer } from './differences-of-budgets.ts';
import { holdsThatDiffer } from './differences-of-holds.ts';
import { lotsThatDiffer } from './differences-of-lots.ts';
import {
  entryEventsThatDiffer,
  firstOf,
  deliveriesThatDiffer,
  isAbout,
  figuresThatDiffer,
  liabilitiesThatDiffer,
} from './differences-of-events.ts';
import { usageThatDiffers } from './differences-of-usage.ts';
import { thingsThatDiffer } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import type { System } from './system.ts';
import { allowsTransfers } from './store.ts';
import { idIn, isHolder } from './wishes.ts';

/** All differences between the books, the answers and the events; none if all is well. */
export const differences = async (
  system: System,
  refs: readonly AccountRef[],
  intents: readonly Intent[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const ref of refs) {
    const own = intents.filter((intent) => intent.ref === ref);
    const reports = intents.filter(({ kind, ref: { agency } }) => kind === 'usage' && agency === ref.agency);
    const each = await differencesOf(system, ref, own, reports);
    found.push(...each.map((difference) => `${ref.agency} ${ref.account}: ${difference}`));
  }
  for (const agency of new Set(refs.map((ref) => ref.agency))) {
    const each = await changesThatDiffer(system.ledger.table, agency, intents);
    if (allowsTransfers(agency)) {
      const ofAgency = refs.filter((ref) => ref.agency === agency);
      const books = await Promise.all(
        ofAgency.map(async (ref): Promise<Books> => ({ ref, entries: await entriesOf(system, ref) })),
      );
      const own = intents.filter(({ ref }) => ref.agency === agency);
      each.push(...paymentsThatDiffer(system, books), ...transfersThatDiffer(books, own));
    }
    found.push(...each.map((difference) => `${agency}: ${difference}`));
  }
  found.push(...(await liabilitiesThatDiffer(system, refs)));
  found.push(...(await figuresThatDiffer(system, refs)));
  found.push(...(await deliveriesThatDiffer(system, [...new Set(refs.map((ref) => ref.agency))])));
  found.push(...system.deliveries.forgeriesTaken.map((type) => `a forged ${type} was taken`));
  found.push(...system.intrusions.map((command) => `${command} for an intruder`));
  return found;
};

const differencesOf = async (
  system: System,
  ref: AccountRef,
  intents: readonly Intent[],
  reports: readonly Intent[],
): Promise<string[]> => {
  const { table, now } = system.ledger;
  const entries = await entriesOf(system, ref);
  const key = accountKey(ref);
  const account = accountFrom(ref, (await readTogether(table, [key]))(key));
  const events = firstOf(system.pipeline.bus.published).filter((event) => isAbout(event, ref));
  const open = intents.filter(({ answer }) => !answer).map(({ kind }) => `${kind} was never answered`);
  return [
    ...auditOf(entries, account),
    ...(allowsTransfers(ref.agency) ? [] : paymentsThatDiffer(system, [{ ref, entries }])),
    ...open,
    ...spendsThatDiffer(entries, intents),
    ...pryingThatWasNotRefused(intents),
    ...answersThatDiffer(entries, intents),
    ...pricesThatDiffer(entries, intents),
    // What a hold takes of lots makes no entry, and what is received depends on another history: these can't be played
    // again by their entries alone.
    ...(isHolder(ref) || allowsTransfers(ref.agency) ? [] : lotsThatDiffer(entries, account)),
    ...entryEventsThatDiffer(events, system.pipeline.bus, entries),
    ...(await thingsThatDiffer(table, ref, entries, intents, events)),
    ...(await holdsThatDiffer(table, ref, account, entries, intents, events)),
    ...(await budgetsThatDiffer(table, ref, system.spenderOf(ref), entries, intents, events)),
    ...(await usageThatDiffers(system, ref, account, entries, reports, events)),
    ...expired(account, now()),
  ];
};

/** I1, I3 and I4, by the same audit that runs by night. */
const auditOf = (entries: readonly Entry[], account: Account): string[] => {
  const found: string[] = [];
  let state = auditStart;
  for (const entry of entries) {
    const audited = auditEntry(state, entry);
    found.push(...audited.findings.map(({ code }) => `entry ${entry.number}: ${code}`));
    state = audited.state;
  }
  return [...found, ...auditAccount(state, account).map(({ code }) => `account: ${code}`)];
};

/** An account and its history. */
type Books = { ref: AccountRef; entries: readonly Entry[] };

const entriesOf = async ({ ledger: { table } }: System, ref: AccountRef): Promise<Entry[]> =>
  await Array.fromAsync(allItems(table, { partition: entriesPartition(ref), item: entryItem }));

/**
 * What customers paid and what they got agree with the provider's own books: of each account, and where credits are sent
 * on of all of an agency, as a payment that is taken back follows them.
 */
const paymentsThatDiffer = ({ till }: System, books: readonly Books[]): string[] => {
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
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const [worth, got] = [sum(books.map(({ ref }) => till.worthOf(ref))), sum(given)];
  return got === worth ? [] : [`the providers' books are worth ${worth}, the history has ${got}`];
};

/** Each transfer that was answered as done has an entry on both sides, and there are no other entries of transfers (I5, I6). */
const transfersThatDiffer = (books: readonly Books[], intents: readonly Intent[]): string[] => {
  const done = intents.flatMap((intent) => (intent.kind === 'transfer' ? (idIn(intent) ?? []) : []));
  const entries = books.flatMap((one) => one.entries.filter(({ kind }) => kind === 'transfer'));
  const sides = (type: Entry['type']): string =>
    entries
      .filter((entry) => entry.type === type)
      .map(({ reference }) => reference)
      .toSorted()
      .join(' ');
  const answered = [...new Set(done)].toSorted().join(' ');
  const net = entries.reduce((sum, { type, amount }) => sum + (type === 'in' ? amount : -amount), 0);
  return [
    ...(sides('out') === answered ? [] : [`transfers sent: ${sides('out')}; answered: ${answered}`]),
    ...(sides('in') === answered ? [] : [`transfers received: ${sides('in')}; answered: ${answered}`]),
    ...(net === 0 ? [] : [`transfers made ${net} credits`]),
  ];
};

/** Each spend answered as done has exactly one entry, and there are no other spend entries (I5). */
const spendsThatDiffer = (entries: readonly Entry[], intents: readonly Intent[]): string[] => {
  const made = entries.filter(({ kind }) => kind === 'spend').map(({ reference }) => reference);
  const answered = intents
    .filter(({ kind, answer }) => kind === 'spend' && answer?.status === 201)
    .map(({ reference = '' }) => reference);
  const sorted = (list: readonly string[]): string => [...list].sort().join(' ');
  return sorted(made) === sorted(answered) ? [] : [`spent: ${sorted(made)}; answered: ${sorted(answered)}`];
};

/** I8: what is another's is answered as if it were not there. */
const pryingThatWasNotRefused = (intents: readonly Intent[]): string[] =>
  intents
    .filter(({ kind, answer }) => kind === 'prying' && answer?.status !== 404)
    .map(({ route, answer }) => `${route.method} ${route.path} of another's was answered ${answer?.status}`);

/** I9: what is past its date is in no account any more. */
const expired = ({ lots, balance, debt }: Account, now: number): string[] => [
  ...lots
    .filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= instant(now))
    .map(({ id }) => `lot ${id} is past its date`),
  // I2: only a debt makes a balance negative.
  ...(balance < 0 && debt === 0 ? ['below zero without a debt'] : []),
];
