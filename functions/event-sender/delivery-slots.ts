import { afterAttempt, NO_CIRCUIT, type Pace, withSlot } from '../../shared/events/circuit.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { run } from '../../shared/ledger/run.ts';
import { circuitItem, type Circuit } from '../../shared/table/items/circuit.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import { circuitKey } from '../../shared/table/keys.ts';
import type { Read } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';

type Ref = Pick<Endpoint, 'agency' | 'id'>;

export const circuitOf = (read: Read, { agency, id }: Ref): Circuit =>
  decode(circuitItem, read(circuitKey(agency, id))) ?? NO_CIRCUIT;

/** @returns whether the circuit was changed; not where `next` changes nothing, or others kept writing it */
const change = async (
  ledger: Ledger,
  ref: Ref,
  next: (circuit: Circuit, now: number) => Circuit | undefined,
): Promise<boolean> => {
  const key = circuitKey(ref.agency, ref.id);
  const changed = await run(ledger, {
    keys: [key],
    decide: (read, now) => {
      const item = next(circuitOf(read, ref), now);
      if (item === undefined) return err({ code: 'unchanged' });
      const writes = [{ key, schema: circuitItem, item, version: item.version }];
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  });
  return changed.ok;
};

/** Takes one of the few slots for deliveries that wait for an endpoint's answer. */
export const takeDeliverySlot = async (ledger: Ledger, ref: Ref, event: string): Promise<boolean> =>
  await change(ledger, ref, (circuit, now) => withSlot(circuit, event, now));

/** Notes how an attempt ended, and gives its slot back. Where that fails, the slot ends by itself. */
export const releaseDeliverySlot = async (
  ledger: Ledger,
  ref: Ref,
  event: string,
  pace: Pace,
): Promise<boolean> => await change(ledger, ref, (circuit, now) => afterAttempt(circuit, event, pace, now));
