import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isExpired } from '../ledger/lots.ts';
import { refuseMerged } from '../ledger/merged.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import { type Busy, type Decision, type Done, run } from '../ledger/run.ts';
import { accountKey } from '../table/keys.ts';
import { movedWithout, type MovedOnce } from './spend.ts';

/** Credits that expire at one time are to expire later, or never. */
export type ExpiryExtension = {
  from: Instant;
  expiresAt: Instant | null;
  reason: string;
  /** The agency's own ID of it; without one, the entries refer to the extension. */
  reference?: string | undefined;
};

export type ExtensionRefusal = KeyReused | InvalidBody | { code: 'nothing_expires_then' };

/** Moves the expiry of all credits of an account that expire at one time, once. Never earlier, and none that have expired. */
export const extendExpiry = async (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  input: ExpiryExtension,
  idempotencyKey: string,
): Promise<Result<Done<MovedOnce>, ExtensionRefusal | Busy>> => {
  const { from, expiresAt, reason } = input;
  if (expiresAt !== null && expiresAt <= from) return err(notLater);
  const ref = { agency: who.agency, account };
  const textsOf = (id: string) => ({ reference: input.reference ?? id, note: reason });
  const recorded = movedWithout((_, id) => textsOf(id));
  return run(
    ledger,
    once({ ref, name: 'expiry-extension', idempotencyKey, input }, recorded, (id) => ({
      keys: [accountKey(ref)],
      decide: (read, now): Result<Decision<MovedOnce, 'extend'>, ExtensionRefusal> => {
        refuseMerged(read, ref);
        const { lots, lastEntryAt = '' } = accountFrom(ref, read(accountKey(ref)));
        // The ledger's time never goes back: what has expired by its last entry stays expired.
        const at = lastEntryAt > instant(now) ? lastEntryAt : instant(now);
        if (!lots.some((lot) => lot.expiresAt === from && !isExpired(lot, at)))
          return err({ code: 'nothing_expires_then' });
        return ok({
          account: ref,
          commands: [
            {
              type: 'extend',
              kind: 'expiry_extension',
              ...textsOf(id),
              from,
              expiresAt: expiresAt ?? undefined,
            },
          ],
          conclude: ([entry]) => {
            const outcome = { id, entry: lineOf(entry) };
            const change = {
              kind: 'expiry_extension',
              id,
              before: { account, expiresAt: from },
              after: { account, expiresAt, entry: outcome.entry },
            } as const;
            return { outcome, writes: [auditLogEntry(who, change, now)] };
          },
        });
      },
    })),
  );
};

const notLater: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/expiresAt', code: 'wrong_order', message: 'must be later than `from`' }],
};
