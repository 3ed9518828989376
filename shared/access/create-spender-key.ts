import type { InvalidBody } from '../agency/read-only.ts';
import type { Bearer } from '../kernel/bearer.ts';
import { instant } from '../kernel/clock.ts';
import { sha256 } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ERASED } from '../kernel/text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { once, type KeyReused, type Recorded } from '../ledger/once.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import type { SpenderCaller } from '../spenders/spender-caller.ts';
import { keyIndex, MAX_SPENDER_KEYS, shownKey } from '../spenders/spender-keys.ts';
import { spenderFrom, spenderWrite } from '../spenders/spender.ts';
import { spenderKeyItem, type SpenderKey } from '../table/items/api-key.ts';
import { spenderKey, spenderKeyIndexKey, spenderKeyKey } from '../table/keys.ts';
import { apiKeyIdOf } from './api-keys.ts';
import { credentialText, newId, newSecret } from './credential.ts';
import { whyExpired } from './create-api-key.ts';

/** What is decided about a key of a spender. */
export type SpenderKeyInput = Pick<SpenderKey, 'spender' | 'name' | 'expiresAt'>;

/** @property region where the account buys */
type Asking<NotAllowed> = {
  caller: SpenderCaller<NotAllowed>;
  by: Pick<Bearer, 'kind'> & { actor: string };
  region: string | undefined;
};

/** A key's record, and the key itself, which is shown this once. */
export type MadeKey = { record: SpenderKey; key: string };

type Refused =
  | KeyReused
  | InvalidBody
  | { code: 'person_required' | 'unknown_spender' | 'api_key_limit' | 'key_already_shown' };

/**
 * Makes a key of a spender once. People make keys: what an API key or a session makes would outlive its end.
 * It writes the spender, too, so that a spender that is removed at the same time leaves no key.
 */
export const createSpenderKey = async <NotAllowed>(
  ledger: Ledger,
  { caller: { ref, side, refusal, audited }, by: { kind, actor }, region }: Asking<NotAllowed>,
  input: SpenderKeyInput,
  idempotencyKey: string,
): Promise<Result<MadeKey, NotAllowed | Refused | Busy>> => {
  if (refusal !== undefined) return err(refusal);
  if (kind !== 'person') return err({ code: 'person_required' });
  const { agency, account } = ref;
  const { spender: spenderId, name, expiresAt } = input;
  const place = newId();
  const id = apiKeyIdOf(place);
  const key = credentialText({ kind: 'spender', agency, place, secret: newSecret() });
  const hash = sha256(key);
  const done = await run(
    ledger,
    once(
      { ref, name: `${side}-spender-key`, idempotencyKey, input: { ...input, region } },
      recordedWith(input),
      () => ({
        keys: [spenderKey(ref, spenderId), spenderKeyIndexKey(ref)],
        decide: (read, now): Result<RecordDecision<SpenderKey>, Refused> => {
          const expired = whyExpired(expiresAt, now);
          if (expired) return err(expired);
          const spender = spenderFrom(read, ref, spenderId);
          if (!spender) return err({ code: 'unknown_spender' });
          const index = keyIndex(read, ref);
          if (index.ids.length >= MAX_SPENDER_KEYS) return err({ code: 'api_key_limit' });
          const record: SpenderKey = {
            agency,
            account,
            id,
            version: 0,
            spender: spenderId,
            name,
            ...(region !== undefined && { region }),
            hash,
            createdAt: instant(now),
            createdBy: actor,
            ...(expiresAt !== undefined && { expiresAt }),
          };
          const change = { kind: 'api_key', id, before: undefined, after: shownKey(record) } as const;
          const writes = [
            { key: spenderKeyKey(agency, id), schema: spenderKeyItem, item: record, version: 0 },
            index.write([...index.ids, id]),
            spenderWrite(spender),
            ...audited(change, now),
          ];
          return ok({ conclude: () => ({ outcome: record, writes }) });
        },
      }),
    ),
  );
  if (!done.ok) return done;
  const record = done.value.outcome;
  // It is its own also where the answer to its write was lost.
  return record.hash === hash ? ok({ record, key }) : err({ code: 'key_already_shown' });
};

/** The record keeps no name. */
const recordedWith = ({ name }: SpenderKeyInput): Recorded<SpenderKey> => ({
  schema: spenderKeyItem,
  without: (record) => ({ ...record, name: ERASED }),
  restored: (record) => ({ ...record, name }),
});
