import { instant } from '../kernel/clock.ts';
import { MINUTE_MS } from '../kernel/durations.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { ledgerFor, type Ledger } from '../ledger/ledger.ts';
import { run, type Busy } from '../ledger/run.ts';
import { attemptsItem, type Attempts } from '../table/items/attempts.ts';
import { attemptsKey, type GuessKind } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

/** Guesses within the window. Names of recipients are typed by hand from what somebody said. */
const MAX_ATTEMPTS: Record<GuessKind, number> = { codes: 3, recipients: 10 };

/** For ten minutes a failed attempt counts. */
const WINDOW_MS = 10 * MINUTE_MS;

/** `retryAfter`: seconds */
export type TooMany = { code: 'too_many_attempts'; retryAfter: number };

const attemptsFrom = (read: Read, ref: AccountRef, kind: GuessKind): Attempts =>
  decode(attemptsItem, read(attemptsKey(ref, kind))) ?? { version: 0, failures: [] };

const recent = ({ failures }: Attempts, now: number): string[] =>
  failures.filter((at) => at > instant(now - WINDOW_MS)).toSorted();

/**
 * @param read of `attemptsKey`
 * @param now milliseconds since the epoch
 * @returns why an account with too many failed attempts may not try now; undefined while it may
 */
export const whyNotTry = (read: Read, ref: AccountRef, kind: GuessKind, now: number): TooMany | undefined => {
  const oldest = recent(attemptsFrom(read, ref, kind), now).at(-MAX_ATTEMPTS[kind]);
  if (oldest === undefined) return undefined;
  const retryAfter = Math.ceil((Date.parse(oldest) + WINDOW_MS - now) / 1000);
  return { code: 'too_many_attempts', retryAfter };
};

/** Counts one more failed attempt, in a dry run as well: it would confirm guesses otherwise. */
export const takeAttempt = async <Wrong>(
  ledger: Ledger,
  ref: AccountRef,
  kind: GuessKind,
  wrong: Wrong,
): Promise<{ ok: false; error: Wrong | TooMany | Busy }> => {
  const taken = await run(ledgerFor(ledger, { dryRun: false }), {
    keys: [attemptsKey(ref, kind)],
    decide: (read, now) => {
      const refusal = whyNotTry(read, ref, kind, now);
      if (refusal) return err(refusal);
      const attempts = attemptsFrom(read, ref, kind);
      const item = { failures: [...recent(attempts, now), instant(now)] };
      const { version } = attempts;
      const write = { key: attemptsKey(ref, kind), schema: attemptsItem, item, version };
      return ok({ conclude: () => ({ outcome: undefined, writes: [write] }) });
    },
  });
  return taken.ok ? err(wrong) : taken;
};
