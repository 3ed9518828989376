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
import { thingsThatDiffer } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import type { System } from './system.ts';
import { isHolder } from './wishes.ts';

/** All differences between the books, the answers and the events; none if all is well. */
export const differences = async (
  system: System,
  refs: readonly AccountRef[],
  intents: readonly Intent[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const ref of refs) {
    const own = intents.filter((intent) => intent.ref === ref);
    const each = await differencesOf(system, ref, own);
    found.push(...each.map((difference) => `${ref.agency} ${ref.account}: ${difference}`));
  }
  for (const agency of new Set(refs.map((ref) => ref.agency))) {
    const each = await changesThatDiffer(system.ledger.table, agency, intents);
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
): Promise<string[]> => {
  const { table, now } = system.ledger;
  const entries: Entry[] = [];
  for await (const entry of allItems(table, { partition: entriesPartition(ref), item: entryItem }))
    entries.push(entry);
  const key = accountKey(ref);
  const account = accountFrom(ref, (await readTogether(table, [key]))(key));
  const events = firstOf(system.pipeline.bus.published).filter((event) => isAbout(event, ref));
  const open = intents.filter(({ answer }) => !answer).map(({ kind }) => `${kind} was never answered`);
  return [
    ...auditOf(entries, account),
    ...paymentsThatDiffer(system, ref, entries),
    ...open,
    ...spendsThatDiffer(entries, intents),
    ...pryingThatWasNotRefused(intents),
    ...answersThatDiffer(entries, intents),
    ...pricesThatDiffer(entries, intents),
    // What a hold takes of lots makes no entry, so a history with holds can't be played again by its entries alone.
    ...(isHolder(ref) ? [] : lotsThatDiffer(entries, account)),
    ...entryEventsThatDiffer(events, system.pipeline.bus, entries),
    ...(await thingsThatDiffer(table, ref, entries, intents, events)),
    ...(await holdsThatDiffer(table, ref, account, entries, intents, events)),
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

/** What customers paid and what they got agree with the provider's own books. */
const paymentsThatDiffer = ({ till }: System, ref: AccountRef, entries: readonly Entry[]): string[] => {
  const bought = new Set(entries.filter(({ kind }) => kind === 'checkout').map(({ reference }) => reference));
  const given = entries
    .filter(
      ({ kind, reference }) =>
        ['checkout', 'payment_reversed', 'payment_reinstated'].includes(kind) ||
        (kind === 'bonus' && bought.has(reference)),
    )
    .reduce((sum, { type, amount }) => sum + (type === 'in' ? amount : -amount), 0);
  const worth = till.worthOf(ref);
  return given === worth ? [] : [`the providers' books are worth ${worth}, the history has ${given}`];
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
