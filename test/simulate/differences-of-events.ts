import { readDays } from '../../shared/agency/read-days.ts';
import { wants } from '../../shared/events/endpoints.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { isGiftAccount, type AccountRef } from '../../shared/kernel/ids.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { liabilityItem } from '../../shared/table/items/liability.ts';
import { accountKey, entriesPartition, liabilityKey } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';
import { readDelivery, readEndpoint } from '../support/endpoints.ts';
import type { System } from './system.ts';

/** Liability totals that differ from the accounts' credits. */
export const liabilitiesThatDiffer = async (
  { ledger: { table } }: System,
  refs: readonly AccountRef[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const [agency, own] of Map.groupBy(refs, (ref) => ref.agency)) {
    const read = await readTogether(table, own.map(accountKey));
    const accounts = own.map((ref) => accountFrom(ref, read(accountKey(ref))));
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    const held = (wanted: LotShare['class']): number =>
      sum(
        accounts
          .flatMap(({ lots, holds = [] }) => [...lots, ...holds.flatMap((hold) => hold.lots)])
          .map((lot) => (lot.class === wanted ? lot.amount : 0)),
      );
    const begun = accounts.filter(({ version, account }) => version > 0 && !isGiftAccount(account));
    const waiting = accounts.filter(({ account }) => isGiftAccount(account)).flatMap(({ lots }) => lots);
    const gifts = sum(waiting.map(({ amount }) => amount));
    const owed = [held('paid'), held('promo'), sum(accounts.map(({ debt }) => debt)), gifts, begun.length];
    const total = await readOne(table, liabilityKey(agency), liabilityItem);
    const recorded = total
      ? [total.paid, total.promo, total.debt, total.gifts, total.accounts]
      : [0, 0, 0, 0, 0];
    if (owed.join() !== recorded.join())
      found.push(`${agency} owes ${owed.join()}, and its liability is ${recorded.join()}`);
  }
  return found;
};

/** Figures that differ from the entries of an agency's accounts, each by the type and kind of its entries. */
export const figuresThatDiffer = async (
  { ledger: { table } }: System,
  refs: readonly AccountRef[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const [agency, own] of Map.groupBy(refs, (ref) => ref.agency)) {
    const made = new Map<string, number>();
    for (const ref of own)
      for await (const { type, kind, amount } of allItems(table, {
        partition: entriesPartition(ref),
        item: entryItem,
      }))
        made.set(`${type} ${kind}`, (made.get(`${type} ${kind}`) ?? 0) + amount);
    const counted = new Map<string, number>();
    const { books: { id = '' } = {} } = (await readOne(table, liabilityKey(agency), liabilityItem)) ?? {};
    for (const { moved } of await readDays(table, agency, id, {}))
      for (const [name, { amount }] of Object.entries(moved))
        counted.set(name, (counted.get(name) ?? 0) + Number(amount));
    for (const name of new Set([...made.keys(), ...counted.keys()]))
      if (made.get(name) !== counted.get(name))
        found.push(`${agency} has ${made.get(name)} of ${name}, and its figures ${counted.get(name)}`);
  }
  return found;
};

/** Each event once, where it came first: by its id. */
export const firstOf = (events: readonly CloudEvent[]): CloudEvent[] =>
  [...Map.groupBy(events, ({ id }) => id).values()].flatMap(([first]) => first ?? []);

export const isAbout = ({ source, subject }: CloudEvent, { agency, account }: AccountRef): boolean =>
  source === `scrip/${agency}` && subject === account;

/**
 * Every entry has one event, and every event its entry; events of a later change come after those of an earlier one. Those
 * of one change are sent at one time, so that the bus may accept the last event and refuse the first.
 * @param events about the account, each at its first publication
 * @param versions of the account, in their order
 */
export const entryEventsThatDiffer = (
  events: readonly CloudEvent[],
  versions: readonly Account[],
  entries: readonly Entry[],
): string[] => {
  const published = events
    .filter(({ type }) => type.startsWith('credits.'))
    .map((event) => ({ ...event, number: Number(event.data['number']) }));
  const lines = published
    .toSorted((one, other) => one.number - other.number)
    .map(({ type, time, number, data }) =>
      JSON.stringify([type, time, number, data['amount'], data['balance']]),
    );
  const made = entries
    .filter((entry) => typeOf(entry) !== undefined)
    .map((entry) => JSON.stringify([typeOf(entry), entry.at, entry.number, entry.amount, entry.balance]));
  const place = made.findIndex((line, at) => line !== lines[at]);
  const changeOf = (number: number) => versions.findIndex((version) => version.entries >= number);
  const late = published.filter(({ number }, at) =>
    published.slice(0, at).some((earlier) => changeOf(earlier.number) > changeOf(number)),
  );
  const balanceAt = events.filter(
    ({ data: { number, balance } }) => typeof number === 'number' && entries[number - 1]?.balance !== balance,
  );
  return [
    ...(place === -1 ? [] : [`entry ${place + 1} is ${made[place]}, but its event has ${lines[place]}`]),
    ...(lines.length > made.length
      ? [`${lines.length} events were published of ${made.length} entries`]
      : []),
    ...late.map(({ number }) => `entry ${number} was published after later ones`),
    ...balanceAt.map(({ type, data }) => `${type} has ${JSON.stringify(data)}`),
  ];
};

/** An extension has one event, of the second of its entries. Usage that was charged together has one, of another kind. */
const typeOf = ({ type, kind }: Entry): string | undefined => {
  if (kind === 'usage') return undefined;
  if (kind === 'expiry_extension') return type === 'in' ? 'credits.extended' : undefined;
  if (type === 'in') return 'credits.added';
  if (kind === 'expiry') return 'credits.expired';
  if (kind === 'transfer' || kind === 'gift' || kind === 'merge') return 'credits.transferred';
  return kind === 'payment_reversed' ? 'credits.reclaimed' : 'credits.spent';
};

/** An id names one event, for every receiver. */
export const idsThatDiffer = (events: readonly CloudEvent[]): string[] =>
  [...Map.groupBy(events, ({ id }) => id)].flatMap(([id, each]) => {
    const texts = new Set(each.map(textOf));
    return texts.size === 1 ? [] : [`${id} current for ${[...texts].join(' and for ')}`];
  });

/** The low-balance threshold is read at each publication, and may have changed meanwhile. */
const textOf = (event: CloudEvent): string =>
  JSON.stringify({ ...event, data: { ...event.data, lowBalance: undefined } });

/** Each endpoint received the published events that it subscribed to, an account's entries in order, and no others. */
export const deliveriesThatDiffer = async (
  { ledger, pipeline: { bus, listener, endpoints } }: System,
  agencies: readonly string[],
): Promise<string[]> => {
  const found = idsThatDiffer([...bus.published, ...listener.received]);
  const known = new Set(bus.published.map(({ id }) => id));
  for (const agency of agencies) {
    const of = (events: readonly CloudEvent[]) =>
      firstOf(events).filter(({ source }) => source === `scrip/${agency}`);
    const received = of(listener.received);
    const endpoint = endpoints.get(agency);
    const wanted = of(bus.published).filter(({ type }) => endpoint && wants(endpoint, type));
    const unasked = received.filter(
      (event) => !known.has(event.id) || !wanted.some(({ id }) => id === event.id),
    );
    found.push(...unasked.map(({ id }) => `${agency} received ${id}, which was not published for it`));
    const numbers = Map.groupBy(
      received.filter(({ type }) => type.startsWith('credits.')),
      ({ subject }) => subject,
    );
    for (const [subject, each] of numbers) {
      const order = each.map(({ data }) => Number(data['number']));
      if (order.some((number, at) => number < (order[at - 1] ?? 0)))
        found.push(`${agency} received the entries of ${subject} as ${order.join()}`);
    }
    // After days of failures an endpoint is disabled and gets nothing more.
    if (!endpoint || (await readEndpoint(ledger, endpoint))?.status === 'disabled') continue;
    const ids = new Set(received.map(({ id }) => id));
    // Published again after the threshold changed, a balance may no longer be low.
    const due = wanted.filter(({ type }) => type !== 'balance.low');
    for (const event of due.filter(({ id }) => !ids.has(id))) {
      const delivery = await readDelivery(ledger, endpoint, event);
      if (delivery?.status !== 'failed') found.push(`${agency} never received ${event.type} ${event.id}`);
    }
  }
  return found;
};
