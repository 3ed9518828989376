import { instant } from '../kernel/clock.ts';
import { DAY_MS, SECOND_MS } from '../kernel/durations.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ERASED } from '../kernel/text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { idIndexAt } from '../table/id-index.ts';
import { spenderKeyItem, type SpenderKey } from '../table/items/api-key.ts';
import { spenderKeyIndexKey, spenderKeyKey, type Key } from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode, decodeListed } from '../table/table.ts';
import type { SpenderCaller } from './spender-caller.ts';
import type { Payer } from './spender.ts';

/** Keys of an account's spenders at a time. */
export const MAX_SPENDER_KEYS = 50;

/** The ids of the keys of an account's spenders. */
export const keyIndex = (read: Read, ref: AccountRef) => idIndexAt(spenderKeyIndexKey(ref), read, ref);

/** Where all keys of an account's spenders are. */
export const keysIn = (read: Read, ref: AccountRef): Key[] =>
  keyIndex(read, ref).ids.map((id) => spenderKeyKey(ref.agency, id));

/** What may be shown of a key: everything but its hash. */
export const shownKey = ({ hash: _hash, agency: _agency, version: _version, ...shown }: SpenderKey) => shown;

/** An account's keys, oldest first: two BatchGets. A spender sees its own only. */
export const spenderKeysOf = async ({ table }: Ledger, { spender, ...ref }: Payer): Promise<SpenderKey[]> => {
  const keys = keysIn(await readTogether(table, [spenderKeyIndexKey(ref)]), ref);
  const read = await readTogether(table, keys);
  return keys.flatMap((key) => {
    const found = decodeListed(spenderKeyItem, read(key));
    return found && (spender === undefined || found.spender === spender) ? [found] : [];
  });
};

/**
 * The writes that revoke those of an account's keys that are meant.
 * @param now milliseconds since the epoch
 */
export const revocation = (
  read: Read,
  ref: AccountRef,
  isMeant: (key: SpenderKey) => boolean,
  now: number,
): { revoked: SpenderKey[]; writes: Guarded[] } => {
  const index = keyIndex(read, ref);
  const revoked = keysIn(read, ref).flatMap((key) => {
    const found = decode(spenderKeyItem, read(key));
    return found && isMeant(found) ? [found] : [];
  });
  if (revoked.length === 0) return { revoked, writes: [] };
  const gone = new Set(revoked.map(({ id }) => id));
  return {
    revoked,
    writes: [
      ...revoked.map((key) => revokedWrite(key, now)),
      index.write(index.ids.filter((id) => !gone.has(id))),
    ],
  };
};

const revokedWrite = (key: SpenderKey, now: number): Guarded => ({
  key: spenderKeyKey(key.agency, key.id),
  schema: spenderKeyItem,
  item: {
    ...key,
    name: ERASED,
    revokedAt: instant(now),
    ttl: Math.ceil((now + DAY_MS) / SECOND_MS),
  },
  version: key.version,
});

/** Revokes a key of the account. API Gateway may know it for 30 seconds longer. */
export const revokeSpenderKey = async <Refused>(
  ledger: Ledger,
  { ref, refusal, audited }: SpenderCaller<Refused>,
  id: string,
): Promise<Result<undefined, Refused | { code: 'not_found' } | Busy>> => {
  if (refusal !== undefined) return err(refusal);
  const done = await run(ledger, {
    keys: [spenderKeyIndexKey(ref)],
    linked: (read) => keysIn(read, ref),
    decide: (read, now): Result<RecordDecision<undefined>, { code: 'not_found' }> => {
      const { revoked, writes } = revocation(read, ref, (key) => key.id === id, now);
      const [before] = revoked;
      if (!before) return err({ code: 'not_found' });
      const change = { kind: 'api_key', id, before: shownKey(before), after: undefined } as const;
      return ok({ conclude: () => ({ outcome: undefined, writes: [...writes, ...audited(change, now)] }) });
    },
  });
  return done.ok ? ok(undefined) : done;
};
