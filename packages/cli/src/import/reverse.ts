import { createAdjustment, listAccountEntries, type Client } from '@scrip/client';
import * as z from 'zod';
import type { Failure } from '../failure.ts';
import { restrictionText } from './only-for.ts';
import { reversalOf, type Movement } from './movements.ts';
import { preview, refusalOf } from './preview.ts';

export type Reversed =
  | { outcome: 'reversed' | 'done' | 'never_imported' }
  /** The credits, or a part of them, are no longer there: spent, expired or taken back. */
  | { outcome: 'spent' }
  /** Other credits of the account would go first. */
  | { outcome: 'mixed' }
  | { outcome: 'refused'; failure: Failure };

export type Reversal = { movement: Movement } & Reversed;

/**
 * Takes back what an import brought to one account, each line once, if all of it is still there. Credits that the
 * customer got otherwise are never taken instead: then the lines are left as they are.
 */
export const reverse = async (
  client: Client<'agency'>,
  movements: readonly Movement[],
  isDryRun: boolean,
): Promise<Reversal[]> => {
  const looks: Look[] = [];
  for (const moved of movements) looks.push(await look(client, moved));
  const imported = looks.flatMap((one) => (one.state === 'imported' || one.state === 'done' ? [one] : []));
  const ownOut = new Set(looks.flatMap((one) => (one.state === 'done' ? [one.takenBy] : [])));
  const isSpent = imported.length > 0 && (await wentOut(client, imported, ownOut));
  const pending = looks.flatMap((one) => (one.state === 'imported' ? [one.movement] : []));
  const reversals: Reversal[] = [];
  for (const one of looks) {
    const { movement } = one;
    if (one.state === 'ended') reversals.push({ movement, ...one.reversed });
    else if (one.state === 'done') reversals.push({ movement, outcome: 'done' });
    else if (isSpent) reversals.push({ movement, outcome: 'spent' });
    else reversals.push({ movement, ...(await take(client, movement, pending, isDryRun)) });
  }
  return reversals;
};

/** A line as the API knows it: imported, and maybe taken back already, each with its entry's number. */
type Look = { movement: Movement } & (
  | { state: 'ended'; reversed: Reversed }
  | { state: 'imported'; number: number; at: string }
  | { state: 'done'; number: number; at: string; takenBy: number }
);

const posted = z.object({ entry: z.object({ number: z.number() }) });

const dryReversal = (client: Client<'agency'>, movement: Movement) => {
  const { body, idempotencyKey } = reversalOf(movement);
  const params = { accountId: movement.account };
  return client.dryRun(createAdjustment, { params, body }, { idempotencyKey });
};

const look = async (client: Client<'agency'>, movement: Movement): Promise<Look> => {
  const imported = await preview(client, movement);
  if (imported.outcome === 'new') {
    return { movement, state: 'ended', reversed: { outcome: 'never_imported' } };
  }
  if (imported.outcome === 'refused') return { movement, state: 'ended', reversed: imported };
  const { number, at } = imported;
  const planned = await dryReversal(client, movement);
  if (planned.ok && planned.status === 201) {
    return { movement, state: 'done', number, at, takenBy: posted.parse(planned.value).entry.number };
  }
  return { movement, state: 'imported', number, at };
};

/** Whether credits left the account after the import otherwise: some of the imported ones may be among them. */
const wentOut = async (
  client: Client<'agency'>,
  imported: readonly { movement: Movement; number: number; at: string }[],
  ownOut: ReadonlySet<number>,
): Promise<boolean> => {
  const [first] = [...imported].sort((one, other) => one.number - other.number);
  if (!first) return false;
  const query = { type: 'out', from: first.at } as const;
  const input = { params: { accountId: first.movement.account }, query };
  for await (const { number } of client.list(listAccountEntries, input)) {
    if (number > first.number && !ownOut.has(number)) return true;
  }
  return false;
};

const take = async (
  client: Client<'agency'>,
  movement: Movement,
  pending: readonly Movement[],
  isDryRun: boolean,
): Promise<Reversed> => {
  const planned = await dryReversal(client, movement);
  if (!planned.ok) {
    return ['insufficient_credits', 'account_in_debt'].includes(planned.failure.code)
      ? { outcome: 'spent' }
      : { outcome: 'refused', failure: refusalOf(planned) };
  }
  const lots = planned.value.entries.flatMap(({ kind, lots: drawn }) => (kind === 'adjustment' ? drawn : []));
  const isOwn = lots.every((lot) =>
    pending.some(
      (one) =>
        lot.class === one.class &&
        timeOf(lot.expiresAt) === timeOf(one.expiresAt) &&
        restrictionText(lot.onlyFor) === restrictionText(one.onlyFor),
    ),
  );
  if (!isOwn) return { outcome: 'mixed' };
  if (isDryRun) return { outcome: 'reversed' };
  const { body, idempotencyKey } = reversalOf(movement);
  const params = { accountId: movement.account };
  const taken = await client.call(createAdjustment, { params, body }, { idempotencyKey });
  return taken.ok ? { outcome: 'reversed' } : { outcome: 'refused', failure: refusalOf(taken) };
};

const timeOf = (at: string | undefined): number | undefined =>
  at === undefined ? undefined : Date.parse(at);
