import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { auditLedger, type AuditParts } from './audit-ledger.ts';
import type { Finding } from './audit.ts';
import { cursorOf, placeFrom } from './audit-place.ts';

/** Of a hundred entries each: well within the time that a request may take. */
const MAX_PAGES = 10;

/** How far the audit of an account has come, and what this part of it found. */
export type AuditPart = {
  /** Entries checked, those of earlier parts included. */
  checked: number;
  /** Of these, how many have texts that were erased. */
  erased: number;
  complete: boolean;
  /** Whether no part so far found anything. */
  agrees: boolean;
  findings: Finding[];
  /** Where the next part begins; null at the end. */
  cursor: string | null;
};

/**
 * Audits the next 1,000 entries of an account.
 * @param cursor of the part before; undefined for the first
 */
export const auditPart = async (
  parts: Required<AuditParts>,
  ref: AccountRef,
  cursor: string | undefined,
): Promise<Result<AuditPart, { code: 'invalid_cursor' | 'not_found' }>> => {
  const from = cursor === undefined ? undefined : placeFrom(cursor, ref.account);
  if (cursor !== undefined && !from) return err({ code: 'invalid_cursor' });
  // The audit does not ask before the very first page.
  let pages = from ? 0 : 1;
  const goesOn = () => (pages += 1) <= MAX_PAGES;
  const audit = await auditLedger(parts, ref, goesOn, from);
  if (!audit.ok) return audit;
  const { checked, erased, findings, paused } = audit.value;
  if (checked === 0 && findings.length === 0) return err({ code: 'not_found' });
  const agrees = (from?.agrees ?? true) && findings.length === 0;
  return ok({
    checked,
    erased,
    complete: paused === undefined,
    agrees,
    findings,
    cursor: paused ? cursorOf({ ...paused, agrees }) : null,
  });
};
