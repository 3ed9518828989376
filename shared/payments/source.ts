import { instant, type Instant } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { PaymentFact } from './message.ts';
import type { ProviderError } from './provider-error.ts';

/** A stretch of a provider's time: from inclusive, to exclusive. */
export type Window = { from: Instant; to: Instant };

/** A page of what a provider says happened, and where the next one begins; null at the end. */
export type FactPage = {
  facts: PaymentFact[];
  next: string | null;
  /** The stretch of our own books that this page completes: nothing more of it is to come. */
  completes?: Window;
};

/** A provider's own books, read page by page. */
export type FactSource = (window: Window, page: string | null) => Promise<Result<FactPage, ProviderError>>;

/** A provider's lists by their names. */
export type FactSources = Readonly<Record<string, FactSource>>;

/** Reads several lists, one after the other. A page is `<list>~<page>`; one that names no list begins with the first. */
export const inTurn = (sources: FactSources): FactSource => {
  const names = Object.keys(sources);
  return async (window, page) => {
    const [, list = names[0] ?? '', inner = ''] = /^(\w+)~(.*)$/s.exec(page ?? '') ?? [];
    const name = names.includes(list) ? list : (names[0] ?? '');
    const source = sources[name];
    if (!source) return ok({ facts: [], next: null });
    const read = await source(window, inner === '' || name !== list ? null : inner);
    if (!read.ok) return read;
    const { facts, next } = read.value;
    if (next !== null) return ok({ facts, next: `${name}~${next}` });
    const following = names[names.indexOf(name) + 1];
    return ok({ facts, next: following === undefined ? null : `${following}~` });
  };
};

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A payment may follow its checkout by as much, in milliseconds: a checkout is open for two hours, and a webhook may be late. */
const PAYING = 12 * HOUR;

/** By so much, in milliseconds, a provider's clock may differ from ours. */
const SKEW = 5 * 60 * 1000;

/**
 * Reads a long stretch a day at a time, so that what is held in memory meanwhile is a day's payments at the most. The
 * provider is asked for some hours more, since payments come after their checkouts. A page is `<days done>|<page>`.
 */
export const dayByDay =
  (source: FactSource): FactSource =>
  async ({ from, to }, page) => {
    const [days = '0', inner = ''] = page?.split('|') ?? [];
    const start = Date.parse(from) + Number(days) * DAY;
    const end = Math.min(start + DAY, Date.parse(to));
    const asked = { from: instant(start - SKEW), to: instant(end + PAYING) };
    const read = await source(asked, inner === '' ? null : inner);
    if (!read.ok) return read;
    const { facts, next } = read.value;
    if (next !== null) return ok({ facts, next: `${days}|${next}` });
    return ok({
      facts,
      next: end < Date.parse(to) ? `${Number(days) + 1}|` : null,
      completes: { from: instant(start), to: instant(end) },
    });
  };

/** @returns whether a page of `dayByDay` begins a day */
export const beginsDay = (page: string | null): boolean => page === null || page.endsWith('|');
