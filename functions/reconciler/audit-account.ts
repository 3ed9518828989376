import type { AccountRef } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { NewerSchemaError } from '../../shared/kernel/schema-number.ts';
import { auditAccount, type Finding } from '../../shared/audit/audit.ts';
import {
  auditLedger,
  partAfter,
  type AuditParts,
  type LedgerAudit,
} from '../../shared/audit/audit-ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import {
  verifiedItem,
  type AuditProgress,
  type AuditState,
  type Verified,
} from '../../shared/table/items/audit-cursor.ts';
import { verifiedKey } from '../../shared/table/keys.ts';
import type { Audited } from './audit-page.ts';

/** Whether an account's books disagree, and where its audit goes on if there was no time to end it. */
type Outcome = { differs: boolean; paused?: AuditProgress | undefined };

const AGREES: Outcome = { differs: false };

/**
 * Audits an account from where it was verified; from its beginning in a whole round, where it never was verified, and where
 * what is new does not agree with what was. So a wrong note of what was verified causes no finding and hides none.
 * @param paused where an earlier run stopped within this account
 */
export const auditOne = async (
  parts: Ledger & AuditParts,
  ref: AccountRef,
  { item, verified }: Omit<Audited, 'account'>,
  {
    isWhole,
    hasTime,
    paused,
  }: { isWhole: boolean; hasTime: () => boolean; paused: AuditProgress | undefined },
): Promise<Outcome> => {
  const known = isWhole ? undefined : verified?.state;
  // Nothing is new, and the account still agrees with its last entry.
  if (!paused && known && item && item.entries === known.entries && auditAccount(known, item).length === 0)
    return AGREES;
  const start = paused ?? (known && partAfter(ref, known));
  let audit = await auditReadable(parts, ref, hasTime, start);
  if (audit && disagreeing(audit).length > 0 && start?.isPart) {
    log.warn('account does not agree with what was verified', { ...ref, findings: disagreeing(audit) });
    audit = await auditReadable(parts, ref, hasTime, undefined);
  }
  if (!audit) return AGREES;
  const findings = disagreeing(audit);
  if (findings.length > 0) log.error('ledger differs', { ...ref, findings });
  const differs = findings.length > 0 || paused?.differs === true;
  if (audit.paused) return { differs, paused: { ...audit.paused, ...(differs && { differs }) } };
  await note(parts, ref, verified, differs || audit.verified.entries === 0 ? undefined : audit.verified);
  return { differs };
};

/** Without an allowance that is late: that is no error of the books, and `lateAllowances` finds it. */
const disagreeing = ({ findings }: LedgerAudit): Finding[] =>
  findings.filter(({ code }) => code !== 'allowance_late');

/** @returns undefined for an account that a newer version wrote: it is left to that version's audit */
const auditReadable = async (
  ...parameters: Parameters<typeof auditLedger>
): Promise<LedgerAudit | undefined> => {
  try {
    const audit = await auditLedger(...parameters);
    if (!audit.ok) throw new TypeError(audit.error.code);
    return audit.value;
  } catch (error) {
    if (!(error instanceof NewerSchemaError)) throw error;
    const [, ref] = parameters;
    log.warn('account of a newer version not audited', { ...ref, error });
    return undefined;
  }
};

/** Notes how far an account was verified. Where another run has noted that meanwhile, its note is as good. */
const note = async (
  { table }: Ledger,
  ref: AccountRef,
  before: Verified | undefined,
  state: AuditState | undefined,
): Promise<void> => {
  if (before?.state?.entries === state?.entries && before?.state?.hash === state?.hash) return;
  const { version } = before ?? { version: 0 };
  const item = { account: ref.account, ...(state && { state }) };
  await putGuarded(table, { key: verifiedKey(ref), schema: verifiedItem, item, version });
};
