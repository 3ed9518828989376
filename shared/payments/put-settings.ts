import type { Actor } from '../agency/audit-log.ts';
import type { Changed } from '../agency/change.ts';
import { putRecord } from '../agency/crud.ts';
import type { PreconditionRefusal, Preconditions } from '../agency/etag.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { settingsResource } from '../agency/settings.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { Settings } from '../table/items/settings.ts';
import { whyNotSell } from './chargeable.ts';

/** Creates or replaces an agency's settings. Bounds that none of its providers can charge are refused. */
export const putSettings = async (
  ledger: Ledger,
  who: Actor,
  wanted: Settings,
  preconditions: Preconditions,
): Promise<Result<Changed<Settings>, InvalidBody | PreconditionRefusal | Busy>> => {
  const faults = whyNotSell(wanted).map(({ field, message }) => ({
    in: 'body' as const,
    pointer: `/customAmount/${field}`,
    code: 'not_chargeable' as const,
    message,
  }));
  if (faults.length > 0) return err({ code: 'invalid_request', faults });
  // Of an agency that begins, nobody has seen credentials.
  const first = { ...wanted, connected: [] };
  return await putRecord(ledger, who, settingsResource(wanted.agency), first, preconditions);
};
