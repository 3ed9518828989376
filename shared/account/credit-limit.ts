import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { settingsFrom } from '../agency/settings.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy } from '../ledger/run.ts';
import { accountKey, profileKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import type { Table } from '../table/table.ts';

/** How much debt usage may leave, in credits; 0 for none. */
export type CreditLimit = { creditLimit: number };

/** @returns the limit of an account that was used before */
export const creditLimitOf = async (
  table: Table,
  ref: AccountRef,
): Promise<Result<CreditLimit, { code: 'not_found' }>> => {
  const read = await readTogether(table, [accountKey(ref)]);
  const { version, creditLimit = 0 } = accountFrom(ref, read(accountKey(ref)));
  return version === 0 ? err({ code: 'not_found' }) : ok({ creditLimit });
};

/**
 * Sets how far usage may take an account below zero. What it owes already stays. Only on request the account may be one
 * that nobody used before.
 */
export const setCreditLimit = async (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  { creditLimit, create = false }: CreditLimit & { create?: boolean | undefined },
): Promise<Result<CreditLimit, { code: 'not_found' | 'unknown_account' } | Busy>> => {
  const ref = { agency: who.agency, account };
  const outcome = { creditLimit };
  const done = await run(ledger, {
    keys: [accountKey(ref), settingsKey(ref.agency), profileKey(ref)],
    decide: (
      read,
      now,
    ): Result<AnyDecision<CreditLimit, 'limit'>, { code: 'not_found' | 'unknown_account' }> => {
      if (!settingsFrom(read, ref.agency)) return err({ code: 'not_found' });
      const isKnown = [accountKey(ref), profileKey(ref)].some((key) => read(key) !== undefined);
      if (!isKnown && !create) return err({ code: 'unknown_account' });
      const { creditLimit: before = 0 } = accountFrom(ref, read(accountKey(ref)));
      if (before === creditLimit) return ok({ conclude: () => ({ outcome }) });
      const change = {
        kind: 'credit_limit',
        id: account,
        before: { account, creditLimit: before },
        after: { account, creditLimit },
      } as const;
      return ok({
        account: ref,
        commands: [{ type: 'limit', creditLimit }],
        conclude: () => ({ outcome, writes: [auditLogEntry(who, change, now)] }),
      });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};
