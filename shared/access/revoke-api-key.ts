import { auditLogEntry } from '../agency/audit-log.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Operation } from '../ledger/run.ts';
import { removal } from '../table/guarded.ts';
import { idIndexAt } from '../table/id-index.ts';
import { apiKeyItem } from '../table/items/api-key.ts';
import { apiKeyIndexKey, apiKeyKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { type KeyMaker, partOfApiKeyId, shownApiKey } from './api-keys.ts';
import { endSessionsOfKey } from './end-sessions.ts';

type Refused = { code: 'person_required' | 'not_found' };

/**
 * Revokes a key, in one transaction with its audit log entry, then ends the sessions that it made. Asked again, it ends those
 * that it had no time for. API Gateway may know them for 30 seconds longer.
 */
export const revokeApiKey = async (
  ledger: Ledger,
  who: KeyMaker,
  id: string,
): Promise<Result<undefined, Refused | Busy>> => {
  if (who.kind !== 'person') return err({ code: 'person_required' });
  const { agency } = who;
  const [at, indexKey] = [apiKeyKey(agency, id), apiKeyIndexKey(agency)];
  const operation: Operation<undefined, Refused> = {
    keys: [at, indexKey],
    decide: (read, now) => {
      const before = decode(apiKeyItem, read(at));
      if (!before) return err({ code: 'not_found' });
      const index = idIndexAt(indexKey, read, { agency });
      const change = { kind: 'api_key', id, before: shownApiKey(before), after: undefined } as const;
      const writes = [
        removal(at, before.version),
        index.write(index.ids.filter((other) => other !== id)),
        auditLogEntry(who, change, now),
      ];
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  };
  const done = await run(ledger, operation);
  if (!done.ok && done.error.code !== 'not_found') return done;
  const ended = await endSessionsOfKey(ledger, agency, partOfApiKeyId(id));
  if (!ended.ok) return ended;
  return done.ok || ended.value > 0 ? ok(undefined) : done;
};
