import * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Change } from '../../shared/table/items/change.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { refusedUsageItem } from '../../shared/table/items/refused-usage.ts';
import { refusedUsagePartition } from '../../shared/table/keys.ts';
import { usageStateOf, type UsageState } from '../../shared/usage/read-usage.ts';
import type { ReportedEvent } from '../../shared/usage/take-usage.ts';
import { all, same } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import { METERS, type Metering } from './metering.ts';
import { eventsOf } from './senders.ts';
import type { System } from './system.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const meterIds = ['calls', 'bytes'] as const;

/** What became of an event that was reported. */
type Fate = { event: ReportedEvent; state: UsageState };

/**
 * I11: each event that was reported is charged once or refused once, each meter's credits and fraction are exactly what
 * its charged units cost, and entries, batches and events say the same. I2: usage leaves no debt beyond the credit limit.
 * @param of what everybody wanted at the agency, and its log of changes
 */
export const usageThatDiffers = async (
  { ledger: { table }, metering, versions }: System,
  ref: AccountRef,
  account: Account,
  entries: readonly Entry[],
  { wanted, changes }: { wanted: readonly Intent[]; changes: readonly Change[] },
  events: readonly CloudEvent[],
): Promise<string[]> => {
  const reports = wanted.filter(({ kind }) => kind === 'usage');
  const own = reports.flatMap(eventsOf).filter((event) => event.account === ref.account);
  const reported = new Map(own.map((event) => [nameOf(event), event]));
  const read = await Promise.all(
    [...reported.values()].map(async (event) => ({ event, state: await usageStateOf(table, ref, event) })),
  );
  const fates = read.flatMap(({ event, state }) => (state.ok ? { event, state: state.value } : []));
  const refused = fates.filter(({ state }) => state.refusal !== undefined);
  const listed = (await all(table, refusedUsagePartition(ref), refusedUsageItem)).flatMap(
    (item) => item.events,
  );
  return [
    ...same('reported events and those charged or refused', [...reported.keys()], fates.map(nameIn)),
    ...fates.flatMap(({ event, state }) =>
      state.units === event.quantity && state.meter === event.meter
        ? []
        : [`${nameOf(event)}: ${state.units} of ${state.meter}, not ${event.quantity} of ${event.meter}`],
    ),
    ...same('refused events and their list', refused.map(nameIn), listed.map(nameOf)),
    ...same('refused events and the news of them', refused.map(nameIn), toldAsRefused(events)),
    ...meterIds.flatMap((meter) => inexact(meter, account, fates, pricesOf(meter, changes))),
    ...entriesThatDiffer(metering, entries, fates),
    ...newsThatDiffers(entries, events),
    ...beyondLimit(versions.of(ref), entries),
  ];
};

const nameOf = ({ id, time }: Pick<ReportedEvent, 'id' | 'time'>): string => `${id}@${time}`;

const nameIn = ({ event }: Fate): string => nameOf(event);

const toldAsRefused = (events: readonly CloudEvent[]): string[] =>
  events
    .filter(({ type }) => type === 'usage.refused')
    .flatMap(({ data }) => refusals.parse(data).refused)
    .map(({ usageId: id, time }) => nameOf({ id, time }));

const refusals = z.object({ refused: z.array(z.object({ usageId: z.string(), time: z.string() })) });

/** What so many units of a meter have cost at one time or another: its price at first, and those of its changes. */
const pricesOf = (meter: keyof typeof METERS, changes: readonly Change[]): number[] => [
  ...new Set([
    METERS[meter].creditsPer,
    ...changes
      .filter(({ kind, recordId }) => kind === 'meter' && recordId === meter)
      .map(({ after }) => priced.parse(JSON.parse(after?.json ?? '{}')).creditsPer),
  ]),
];

const priced = z.object({ creditsPer: z.int() });

/**
 * What a meter's charged units cost is what was charged for them and the fraction that is left: exactly, at the prices
 * that there were.
 */
const inexact = (
  meter: keyof typeof METERS,
  { carries = [] }: Account,
  fates: readonly Fate[],
  prices: readonly number[],
): string[] => {
  const charged = fates.filter(({ state }) => state.meter === meter && state.refusal === undefined);
  const credits = sum(charged.map(({ state }) => state.credits));
  const fraction = carries.find(({ id }) => id === meter)?.fraction ?? '0/1';
  const [numerator = 0, denominator = 1] = fraction.split('/').map(Number);
  /** What the units can cost, in parts of a credit: each at one of the prices. */
  let costs = new Set([0]);
  for (const { event } of charged)
    costs = new Set(prices.flatMap((price) => Array.from(costs, (cost) => cost + event.quantity * price)));
  const isExact =
    numerator < denominator &&
    costs.has(((credits * denominator + numerator) * METERS[meter].per) / denominator);
  const units = sum(charged.map(({ event }) => event.quantity));
  return isExact ? [] : [`${units} units of ${meter} were charged ${credits} credits and ${fraction}`];
};

/** Each entry of usage is for the events that name it, and for nothing else; those that share one are kept. */
const entriesThatDiffer = (
  { batches }: Metering,
  entries: readonly Entry[],
  fates: readonly Fate[],
): string[] => {
  const of = Map.groupBy(fates, ({ state }) => state.entry);
  const made = entries.filter(({ kind }) => kind === 'usage');
  const named = [...of.keys()].flatMap((number) => number ?? []);
  return [
    ...same('entries of usage and those that events name', made.map(numberOf), named.map(String)),
    ...(of.get(undefined) ?? []).flatMap(({ event, state }) =>
      state.credits === 0 ? [] : [`${nameOf(event)} cost ${state.credits} and has no entry`],
    ),
    ...made.flatMap((entry) => {
      const own = of.get(entry.number) ?? [];
      const credits = sum(own.map(({ state }) => state.credits));
      const kept = batches.get(entry.reference)?.events ?? [];
      return [
        ...(credits === entry.amount
          ? []
          : [`entry ${entry.number} has ${entry.amount}, its events ${credits}`]),
        ...(entry.events === undefined
          ? same(
              `the event of entry ${entry.number}`,
              [entry.reference],
              own.map(({ event }) => event.id),
            )
          : same(`the batch of entry ${entry.number}`, kept.map(inBatch), own.map(inFate))),
      ];
    }),
  ];
};

const numberOf = ({ number }: Entry): string => String(number);

const inBatch = (one: { id: string; time: string; quantity: number; credits: number }): string =>
  `${nameOf(one)}:${one.quantity}:${one.credits}`;

const inFate = ({ event, state: { credits } }: Fate): string => inBatch({ ...event, credits });

/** Usage that was charged together has one event, which sums it up. */
const newsThatDiffers = (entries: readonly Entry[], events: readonly CloudEvent[]): string[] => {
  const usage = entries.filter(({ kind }) => kind === 'usage');
  const news = events.filter(({ type }) => type === 'usage.charged').map(({ data }) => charged.parse(data));
  const told = news.flatMap(({ first, number }) =>
    usage.filter((entry) => first <= entry.number && entry.number <= number).map(numberOf),
  );
  const credits = sum(news.map((one) => one.credits));
  return [
    ...same('entries of usage and the news of them', usage.map(numberOf), told),
    ...same('credits of usage', [String(sum(usage.map(({ amount }) => amount)))], [String(credits)]),
  ];
};

const charged = z.object({ credits: z.int(), first: z.int(), number: z.int() });

/** The debt after each entry: usage leaves none beyond the limit, as it was then. */
const beyondLimit = (versions: readonly Account[], entries: readonly Entry[]): string[] => {
  let owed = 0;
  return entries.flatMap(({ type, kind, number, debt = 0 }) => {
    owed += type === 'in' ? -debt : debt;
    const { creditLimit = 0 } = versions.find((version) => version.entries >= number) ?? {};
    return kind === 'usage' && owed > creditLimit
      ? [`entry ${number} of usage left a debt of ${owed}, beyond ${creditLimit}`]
      : [];
  });
};
