import { auditLogEntry } from '../agency/audit-log.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { sha256 } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scopes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Operation } from '../ledger/run.ts';
import { idIndexAt } from '../table/id-index.ts';
import { apiKeyItem, type ApiKey } from '../table/items/api-key.ts';
import { apiKeyIndexKey, apiKeyKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { apiKeyIdOf, type KeyMaker, MAX_API_KEYS, shownApiKey } from './api-keys.ts';
import { credentialText, newId, newSecret } from './credential.ts';

/** What the agency decides about a key. */
export type ApiKeyInput = Pick<ApiKey, 'name' | 'scopes' | 'expiresAt'>;

/** A key's record, and the key itself, which is shown this once. */
export type WithKey = { record: ApiKey; key: string };

type Refused =
  | { code: 'person_required' | 'api_key_limit' }
  | { code: 'scope_not_held'; scopes: Scope[] }
  | InvalidBody;

/** Makes a key within the scopes of the person who asks for it, in one transaction with its audit log entry. */
export const createApiKey = async (
  ledger: Ledger,
  who: KeyMaker,
  { name, scopes, expiresAt }: ApiKeyInput,
): Promise<Result<WithKey, Refused | Busy>> => {
  const refusal = whyNotCreate(who, scopes);
  if (refusal) return err(refusal);
  const { agency, actor } = who;
  const part = newId();
  const id = apiKeyIdOf(part);
  const key = credentialText({ kind: 'key', agency, place: part, secret: newSecret() });
  const [at, indexKey] = [apiKeyKey(agency, id), apiKeyIndexKey(agency)];

  const operation: Operation<ApiKey, Refused> = {
    keys: [at, indexKey],
    // There is one after an answer that was lost.
    earlier: (read) => {
      const made = decode(apiKeyItem, read(at));
      return made && ok(made);
    },
    decide: (read, now) => {
      const expired = whyExpired(expiresAt, now);
      if (expired) return err(expired);
      const index = idIndexAt(indexKey, read, { agency });
      if (index.ids.length >= MAX_API_KEYS) return err({ code: 'api_key_limit' });
      const record: ApiKey = {
        agency,
        id,
        version: 0,
        name,
        scopes,
        hash: sha256(key),
        createdAt: instant(now),
        createdBy: actor,
        ...(expiresAt !== undefined && { expiresAt }),
      };
      const change = { kind: 'api_key', id, before: undefined, after: shownApiKey(record) } as const;
      const writes = [
        { key: at, schema: apiKeyItem, item: record, version: 0 },
        index.write([...index.ids, id]),
        auditLogEntry(who, change, now),
      ];
      return ok({ conclude: () => ({ outcome: record, writes }) });
    },
  };
  const done = await run(ledger, operation);
  return done.ok ? ok({ record: done.value.outcome, key }) : done;
};

/** Why no key is made that would end before it begins. @param now milliseconds since the epoch */
export const whyExpired = (expiresAt: Instant | undefined, now: number): InvalidBody | undefined =>
  expiresAt !== undefined && expiresAt <= instant(now) ? EXPIRED : undefined;

const EXPIRED: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/expiresAt', code: 'in_the_past', message: 'must be in the future' }],
};

const whyNotCreate = (who: KeyMaker, scopes: readonly Scope[]): Refused | undefined => {
  if (who.kind !== 'person') return { code: 'person_required' };
  const notHeld = scopes.filter((scope) => !who.scopes.includes(scope));
  return notHeld.length > 0 ? { code: 'scope_not_held', scopes: notHeld } : undefined;
};
