import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeyReused } from '../ledger/once.ts';
import { run, type Busy, type Decision, type Done, type Operation } from '../ledger/run.ts';
import { countingCapture } from '../spenders/count-capture.ts';
import { entryItem, entryPlace } from '../table/items/entry.ts';
import { holdItem, type Capture, type Hold } from '../table/items/hold.ts';
import { accountKey, entryKey, holdKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { MovedOnce } from '../account/spend.ts';
import { holdWrite, withCapture } from './hold.ts';
import type { HoldCaller } from './hold-caller.ts';
import { openHoldIn, type NotOpen } from './open-hold.ts';

/** What is spent of a hold. */
export type CaptureRequest = {
  /** Credits; without it, all that the hold holds. */
  amount?: number | undefined;
  /** Whether the hold then gives back the rest and is no more. */
  final: boolean;
  note?: string | undefined;
};

/** `held`: credits that the hold still held after it. */
export type Captured = MovedOnce & { held: number };

type CaptureRefusal<Refused> =
  | KeyReused
  | NotOpen
  | Refused
  | { code: 'capture_limit' }
  | RefusalOf<'capture'>;

/** A hold is one item. */
const MAX_CAPTURES = 20;

/** Spends credits that a hold holds, once. The hold keeps the record of it. */
export const captureHold = <Refused>(
  ledger: Ledger,
  caller: HoldCaller<Refused>,
  id: string,
  input: CaptureRequest,
  idempotencyKey: string,
): Promise<Result<Done<Captured>, CaptureRefusal<Refused> | RefusalOf<'capture'> | Busy>> =>
  run(
    ledger,
    countingCapture(
      caller.ref,
      {
        expected: caller.spender,
        spenderOf: (read) => decode(holdItem, read(holdKey(caller.ref, id)))?.spender,
      },
      capturing(caller, id, input, idempotencyKey),
    ),
  );

const capturing = <Refused>(
  caller: HoldCaller<Refused>,
  holdId: string,
  input: CaptureRequest,
  idempotencyKey: string,
): Operation<Captured, CaptureRefusal<Refused>, 'capture'> => {
  const { ref } = caller;
  const key = holdKey(ref, holdId);
  const id = operationId('cap', ref, `${caller.side} ${holdId}`, idempotencyKey);
  const inputHash = canonicalHash(input);
  const earlierIn = (read: Read): Capture | undefined =>
    decode(holdItem, read(key))?.captures.find((capture) => capture.id === id);
  return {
    keys: [key, accountKey(ref)],
    linked: (read) => {
      const earlier = earlierIn(read);
      return earlier ? [entryKey(ref, earlier.entry)] : [];
    },
    earlier: (read) => {
      const earlier = earlierIn(read);
      if (!earlier) return undefined;
      if (earlier.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
      const entry = decode(entryItem, read(entryKey(ref, earlier.entry)));
      if (!entry) throw new TypeError(`capture ${id} has no entry`);
      return ok({ id, entry: lineOf(entry), held: earlier.left });
    },
    decide: (read, now): Result<Decision<Captured, 'capture'>, CaptureRefusal<Refused>> => {
      const found = openHoldIn(read, caller, holdId, now);
      if (!found.ok) return found;
      const { hold, held } = found.value;
      const { amount = held, final: isFinal } = input;
      // All that is left may be nothing: an entry moves at least one credit.
      if (amount === 0) return err({ code: 'hold_exceeded', held });
      if (!isFinal && hold.captures.length >= MAX_CAPTURES - 1) return err({ code: 'capture_limit' });
      return ok({
        account: ref,
        commands: [commandOf(hold, amount, input)],
        conclude: ([entry]) => {
          const left = isFinal ? 0 : held - amount;
          const capture = { id, inputHash, amount, isFinal, left, entry: entryPlace.parse(entry) };
          const after = withCapture(hold, capture, held - amount, instant(now));
          const change = { kind: 'hold', id: holdId, before: hold, after } as const;
          return {
            outcome: { id, entry: lineOf(entry), held: left },
            writes: [holdWrite(after), ...caller.audited(change, now)],
          };
        },
      });
    },
  };
};

const commandOf = (
  { id, reference, note: noteOfHold }: Hold,
  amount: number,
  { final: isFinal, note = noteOfHold }: CaptureRequest,
): CommandOf<'capture'> => ({
  type: 'capture',
  kind: 'capture',
  hold: id,
  amount,
  isFinal,
  reference,
  ...(note !== undefined && { note }),
});
