import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Guarded } from '../table/guarded.ts';
import { type Slots, slotsItem } from '../table/items/slots.ts';
import { slotsKey, type SlotKind } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

/** How many of each an account may have open, which bounds what it can make others pay for. */
export const SLOTS = {
  /** Credit requests that wait for a decision. */
  requests: 10,
  /** Checkouts that are neither paid nor closed, of the last two hours. */
  checkouts: 50,
  /** Quotes that are neither used nor expired. */
  quotes: 50,
  /** Files for proofs within a day, of ten megabytes each at most. */
  uploads: 50,
  /** Sessions that have not ended. */
  sessions: 20,
  /** Gifts that are neither redeemed nor taken back. */
  gifts: 20,
} as const satisfies Record<SlotKind, number>;

/** No slot is free. `retryAfter`: seconds until time alone frees one */
export type SlotsTaken = { retryAfter: number };

type Taking = {
  /** Milliseconds since the epoch. */
  now: number;
  /** When the slot is free again at the latest, in milliseconds since the epoch. */
  until: number;
  /** What takes the slot, where it may end before. */
  id?: string;
  /** Whether what took a slot has ended before its time. It must not come back to life. */
  hasEnded?: (id: string) => boolean;
};

const slotsFrom = (read: Read, ref: AccountRef, kind: SlotKind): Slots =>
  decode(slotsItem, read(slotsKey(ref, kind))) ?? { version: 0, taken: [], ttl: 0 };

/** All that took a slot, whether it has ended or not. */
export const allIdsInSlots = (read: Read, ref: AccountRef, kind: SlotKind): string[] =>
  slotsFrom(read, ref, kind).taken.flatMap(({ id }) => id ?? []);

/** The write that frees all slots; undefined where none is taken. */
export const freeSlots = (read: Read, ref: AccountRef, kind: SlotKind): Guarded | undefined => {
  const slots = slotsFrom(read, ref, kind);
  if (slots.taken.length === 0) return undefined;
  const item: Slots = { ...slots, taken: [] };
  return { key: slotsKey(ref, kind), schema: slotsItem, item, version: slots.version };
};

/** The write that leaves all slots as they are, so that who takes one at the same moment reads again. */
export const slotsAsTheyAre = (read: Read, ref: AccountRef, kind: SlotKind): Guarded => {
  const item = slotsFrom(read, ref, kind);
  return { key: slotsKey(ref, kind), schema: slotsItem, item, version: item.version };
};

/** What took the slots, if all are taken. Only then is it worth reading which of it has ended. */
export const idsInSlots = (read: Read, ref: AccountRef, kind: SlotKind): string[] => {
  const { taken } = slotsFrom(read, ref, kind);
  return taken.length < SLOTS[kind] ? [] : taken.flatMap(({ id }) => id ?? []);
};

/**
 * Takes one of an account's slots, and frees those of what has ended.
 * @returns the write that takes it. In one transaction with what takes the slot, it makes the limit exact.
 */
export const takeSlot = (
  read: Read,
  ref: AccountRef,
  kind: SlotKind,
  { now, until, id, hasEnded = () => false }: Taking,
): Result<Guarded, SlotsTaken> => {
  const { version, taken } = slotsFrom(read, ref, kind);
  const open = taken.filter(
    (slot) => slot.until * 1000 > now && !(slot.id !== undefined && hasEnded(slot.id)),
  );
  if (open.length >= SLOTS[kind]) {
    const next = Math.min(...open.map((slot) => slot.until));
    return err({ retryAfter: Math.ceil(next - now / 1000) });
  }
  const slot = { ...(id !== undefined && { id }), until: Math.ceil(until / 1000) };
  const all = [...open, slot];
  const item: Slots = { version, taken: all, ttl: Math.max(...all.map((one) => one.until)) };
  return ok({ key: slotsKey(ref, kind), schema: slotsItem, item, version });
};
