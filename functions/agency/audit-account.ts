import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { cursorOf, placeFrom } from './audit-place.ts';

/** Of a hundred entries each: well within the time that a request may take. */
const PAGES = 10;

export const auditAccount =
  (ledger: Ledger): Handler<typeof agencyRoutes.auditAccount> =>
  async ({ caller: { agency }, params: { accountId: account }, query: { cursor } }) => {
    const from = cursor === undefined ? undefined : placeFrom(cursor, account);
    if (cursor !== undefined && !from) return problem('invalid_cursor');
    // Before the first page of all, nobody asks.
    let asked = from ? 0 : 1;
    const goesOn = () => (asked += 1) <= PAGES;
    const audit = await auditLedger(ledger, { agency, account }, goesOn, from);
    if (!audit.ok) return problem(audit.error.code);
    const { checked, findings, paused } = audit.value;
    if (checked === 0 && findings.length === 0) return problem('not_found');
    const agrees = (from?.agrees ?? true) && findings.length === 0;
    return {
      status: 200,
      body: {
        checked,
        complete: paused === undefined,
        agrees,
        findings,
        cursor: paused ? cursorOf({ ...paused, agrees }) : null,
      },
    };
  };
