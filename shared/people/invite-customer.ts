import { auditLogEntry } from '../agency/audit-log.ts';
import type { KeyMaker } from '../access/api-keys.ts';
import type { AccountId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { refuseMerged } from '../ledger/merged.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { accountKey } from '../table/keys.ts';
import type { PeopleParts } from './people.ts';
import { createUser, findUser, resendInvitation } from './user-pool.ts';

export type CustomerInput = { email: string; region?: string | undefined; resend: boolean };

/** Whether an e-mail was sent. */
export type Invitation = { account: AccountId; email: string; sent: boolean };

type Refused = { code: 'not_found' | 'email_in_use' } | Busy;

/**
 * Invites a customer of an account, whether or not the account has been used before. The address is in the pool alone;
 * the audit log tells of the account.
 */
export const inviteCustomer = async (
  { ledger, pool }: PeopleParts,
  who: KeyMaker,
  account: AccountId,
  { email, region, resend }: CustomerInput,
): Promise<Result<Invitation, Refused>> => {
  const { agency } = who;
  const user = await findUser(pool, email);
  if (user && user.agency !== agency) return err({ code: 'not_found' });
  if (user && user.account !== account) return err({ code: 'email_in_use' });
  const sends = user === undefined || (resend && user.hasNotSignedIn);
  if (!sends) return ok({ account, email, sent: false });

  const noted = await run(ledger, {
    keys: [accountKey({ agency, account })],
    decide: (read, now): Result<RecordDecision<undefined>, Busy> => {
      refuseMerged(read, { agency, account });
      const after = { account, ...(region !== undefined && { region }), again: user !== undefined };
      const change = { kind: 'invitation', id: account, before: undefined, after } as const;
      return ok({
        conclude: () => ({ outcome: undefined, writes: [auditLogEntry(who, change, now)] }),
      });
    },
  });
  if (!noted.ok) return noted;
  if (user) await resendInvitation(pool, email);
  else if ((await createUser(pool, { email, agency, account, region })) === undefined)
    return err({ code: 'busy' });
  return ok({ account, email, sent: true });
};
