import { settingsFrom, zoneIn } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ERASED } from '../kernel/text.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { refuseMerged } from '../ledger/merged.ts';
import { once, type KeyReused, type Recorded } from '../ledger/once.ts';
import { run, type Busy, type Done, type RecordDecision } from '../ledger/run.ts';
import { spenderItem, type Spender } from '../table/items/spender.ts';
import { accountKey, settingsKey, spenderIndexKey } from '../table/keys.ts';
import type { SpenderCaller } from './spender-caller.ts';
import { newPeriod } from './period.ts';
import { spenderIndex, spenderWrite } from './spender.ts';

/** What an owner decides about a spender. */
export type SpenderInput = Pick<Spender, 'name' | 'kind' | 'limits' | 'onlyFor' | 'above'>;

type MakeRefusal = KeyReused | { code: 'not_found' | 'spender_limit' };

/** Each of them is read as the list is read. */
export const MAX_SPENDERS = 50;

/** Makes a spender once. It has spent nothing yet. */
export const makeSpender = async <Refused>(
  ledger: Ledger,
  caller: SpenderCaller<Refused>,
  input: SpenderInput,
  idempotencyKey: string,
): Promise<Result<Done<Spender>, Refused | MakeRefusal | Busy>> => {
  if (caller.refusal !== undefined) return err(caller.refusal);
  const { ref, side, audited } = caller;
  const id = randomId('spd');
  return await run(
    ledger,
    once({ ref, name: `${side}-spender`, idempotencyKey, input }, recordedWith(input), () => ({
      keys: [settingsKey(ref.agency), spenderIndexKey(ref), accountKey(ref)],
      decide: (read, now): Result<RecordDecision<Spender>, MakeRefusal> => {
        if (!settingsFrom(read, ref.agency)) return err({ code: 'not_found' });
        refuseMerged(read, ref);
        const zone = zoneIn(read, ref);
        const index = spenderIndex(read, ref);
        if (index.ids.length >= MAX_SPENDERS) return err({ code: 'spender_limit' });
        const at = instant(now);
        const periods = {
          day: newPeriod('day', zone, at),
          month: newPeriod('month', zone, at),
        };
        const spender: Spender = { id, ...ref, version: 0, ...input, createdAt: at, ...periods };
        const change = { kind: 'spender', id, before: undefined, after: spender } as const;
        const writes = [spenderWrite(spender), index.write([...index.ids, id]), ...audited(change, now)];
        return ok({ conclude: () => ({ outcome: spender, writes }) });
      },
    })),
  );
};

/** The record keeps no name. */
const recordedWith = ({ name }: SpenderInput): Recorded<Spender> => ({
  schema: spenderItem,
  without: (spender) => ({ ...spender, name: ERASED }),
  restored: (spender) => ({ ...spender, name }),
});
