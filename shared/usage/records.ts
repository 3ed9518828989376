import type { AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import {
  storedHash,
  usageItem,
  usageToStore,
  type UsageOfMinute,
  type UsageRecord,
} from '../table/items/usage.ts';
import type { MeterPrice } from '../table/items/meter.ts';
import { usageKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

/** Past this many events the next ones are in another item, so that what is written again stays about 1 KB. */
const FULL = 16;

/** Events of one item at most. */
const MAX_EVENTS = 500;

/** Parts of a minute that are looked for at first; twice as many where all of them are there. */
const FIRST_PARTS = 2;

/** An event that became a record, without the place of its meter in a list. One that was charged has the price. */
export type NewRecord = Omit<UsageRecord, 'meter'> & { meterId: string; price?: MeterPrice };

/** The full parts of minutes, in their order. They never change: what was read of them once need not be read again. */
export type FullParts = ReadonlyMap<string, readonly UsageOfMinute[]>;

export const NO_PARTS: FullParts = new Map();

const isFull = ({ events }: UsageOfMinute): boolean => events.length >= FULL;

/** The keys of a minute's other parts that are there, as far as was read, and of those to look for next. */
export const partKeys = (
  ref: AccountRef,
  minute: string,
  full: FullParts,
  read: Read = () => undefined,
): Key[] => {
  const first = full.get(minute)?.length ?? 0;
  let count = FIRST_PARTS;
  while (read(usageKey(ref, minute, first + count - 1)) !== undefined) count *= 2;
  return Array.from({ length: count }, (_, part) => usageKey(ref, minute, first + part));
};

/** All parts of a minute in their order. Those that are not known to be full were read. */
export const partsOf = (ref: AccountRef, minute: string, full: FullParts, read: Read): UsageOfMinute[] => [
  ...(full.get(minute) ?? []),
  ...partKeys(ref, minute, full, read).flatMap((key) => decode(usageItem, read(key)) ?? []),
];

export const fullParts = (parts: ReadonlyMap<string, readonly UsageOfMinute[]>): FullParts =>
  new Map([...parts].map(([minute, all]) => [minute, all.filter(isFull)]));

/** What the events of parts are known by. */
export const hashesOf = (parts: Iterable<readonly UsageOfMinute[]>): Set<string> =>
  new Set([...parts].flat().flatMap(({ events }) => events.map(storedHash)));

/** How many items the records of one minute take at most. */
export const partsFor = (records: number): number => Math.ceil(records / MAX_EVENTS);

/**
 * The writes that add records to a minute. Whoever adds to a minute at the same time writes the same item: its guard lets
 * one of them pass, so that no event gets two records.
 */
export const recordWrites = (
  ref: AccountRef,
  minute: string,
  parts: readonly UsageOfMinute[],
  added: readonly NewRecord[],
): Guarded[] => {
  const last = parts.at(-1);
  const isOpen = last !== undefined && !isFull(last);
  const first = isOpen ? parts.length - 1 : parts.length;
  const before = isOpen ? last : EMPTY;
  const rooms = [MAX_EVENTS - before.events.length];
  const writes = [];
  for (let start = 0, part = first; start < added.length; part += 1) {
    const room = rooms.pop() ?? MAX_EVENTS;
    const item = part === first ? before : EMPTY;
    writes.push(partWrite(usageKey(ref, minute, part), item, added.slice(start, start + room)));
    start += room;
  }
  return writes;
};

const EMPTY: UsageOfMinute = { version: 0, meters: [], events: [] };

const partWrite = (
  key: Key,
  { version, meters, prices = [], events }: UsageOfMinute,
  added: readonly NewRecord[],
): Guarded => {
  const all = meters.map((meter, place) => ({ meter, price: prices[place] ?? '' }));
  const placeOf = (meter: string, price?: string): number => {
    const place = all.findIndex((one) => one.meter === meter && (price === undefined || one.price === price));
    return place >= 0 ? place : all.push({ meter, price: price ?? '' }) - 1;
  };
  const records = added.map(({ meterId, price, ...record }) => ({
    ...record,
    meter: placeOf(meterId, price && `${price.creditsPer}/${price.per}`),
  }));
  const item = {
    meters: all.map(({ meter }) => meter),
    prices: all.map(({ price }) => price),
    events: [...events, ...records.map(usageToStore)],
  };
  return { key, schema: usageItem, item, version, uncorrelated: true };
};
