import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { holdItem, type Hold } from '../../shared/table/items/hold.ts';
import { holdsPartition } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { all, publishedIds, same } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import { idIn } from './wishes.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * I5, I6 and I10 of holds: each hold and capture is in the table as often as in the answers, the history and the events;
 * no hold gives more than it set aside, or anything from its end on; and whatever was held is somewhere.
 * To be asked when all is over, which is after the end of every hold.
 */
export const holdsThatDiffer = async (
  table: Table,
  ref: AccountRef,
  account: Account,
  entries: readonly Entry[],
  intents: readonly Intent[],
  events: readonly CloudEvent[],
): Promise<string[]> => {
  const holds = await all(table, holdsPartition(ref), holdItem);
  const captures = holds.flatMap((hold) => hold.captures);
  const answered = (kind: Intent['kind']) => [
    ...new Set(intents.filter((intent) => intent.kind === kind).flatMap((intent) => idIn(intent) ?? [])),
  ];
  const ids = (some: readonly Hold[]) => some.map(({ id }) => id);
  const published = (type: CloudEvent['type']) => publishedIds(events, type, 'holdId');
  const captured = entries.filter(({ kind }) => kind === 'capture');
  return [
    ...same('holds and answers', ids(holds), answered('hold')),
    ...same(
      'captures and answers',
      captures.map(({ id }) => id),
      answered('capture'),
    ),
    ...same(
      'captures and their entries',
      captures.map(({ entry, amount }) => `${entry.number}:${amount}`),
      captured.map(({ number, amount }) => `${number}:${amount}`),
    ),
    ...same('holds and their events', ids(holds), published('hold.created')),
    ...same(
      'captures and their events',
      holds.flatMap(({ id, captures: own }) => own.map(() => id)),
      published('hold.captured'),
    ),
    ...same(
      'released holds and their events',
      ids(holds.filter(({ closed }) => closed?.as === 'released')),
      published('hold.released'),
    ),
    ...same(
      'holds that ended and their events',
      ids(holds.filter(({ closed }) => !closed)),
      published('hold.expired'),
    ),
    ...holds.flatMap(faultsOf),
    ...(account.holds ?? []).map(({ id }) => `${id} holds credits past its end`),
    ...classesThatDiffer(account, entries),
  ];
};

const faultsOf = ({ id, amount, captures, closed, endsAt }: Hold): string[] => {
  const spent = sum(captures.map((capture) => capture.amount));
  const late = captures.filter(({ entry }) => entry.at >= endsAt);
  return [
    ...(spent + (closed?.returned ?? 0) > amount ? [`${id} gave more than the ${amount} that it held`] : []),
    ...(late.length > 0 ? [`${id} was captured after its end`] : []),
    ...(captures.slice(0, -1).some(({ isFinal }) => isFinal)
      ? [`${id} was captured after the last time`]
      : []),
  ];
};

/** Credits of each class are what came in of it less what went out, wherever they were meanwhile. */
const classesThatDiffer = (account: Account, entries: readonly Entry[]): string[] =>
  (['paid', 'promo'] as const).flatMap((wanted) => {
    const of = (lots: Entry['lots']) =>
      sum(lots.filter((lot) => lot.class === wanted).map(({ amount }) => amount));
    const moved = sum(entries.map(({ type, lots }) => (type === 'in' ? of(lots) : -of(lots))));
    const is = of(account.lots);
    return moved === is ? [] : [`${is} ${wanted} credits are there, the history has ${moved}`];
  });
