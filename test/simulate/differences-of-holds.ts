import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { captureInput } from '../../shared/http/routes/hold-views.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { holdItem, type Hold } from '../../shared/table/items/hold.ts';
import { orderItem, paidFor } from '../../shared/table/items/service.ts';
import { holdsPartition, ordersPartition } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { all, publishedIds, same } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import { idIn } from './wishes.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * I5, I6 and I10 of holds: each hold, also of an order, and each capture is in the table as often as in the answers, the
 * history and the events; no hold gives more than it set aside, or anything from its end on; and whatever was held is
 * somewhere.
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
  // What an order holds is paid with the order's own entry.
  const captures = holds.flatMap((hold) => (hold.madeBy === 'order' ? [] : hold.captures));
  const answered = (kind: Intent['kind']) => [
    ...new Set(intents.filter((intent) => intent.kind === kind).flatMap((intent) => idIn(intent) ?? [])),
  ];
  const ids = (some: readonly Hold[]) => some.map(({ id }) => id);
  const published = (type: CloudEvent['type']) => publishedIds(events, type, 'holdId');
  const captured = entries.filter(({ kind }) => kind === 'capture');
  return [
    ...same('holds and answers', ids(holds), [...answered('hold'), ...answered('held_order')]),
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
    ...same(
      'captures and what was asked for',
      captures.map(({ id, isFinal }) => `${id}:${isFinal}`),
      askedFor(intents),
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
      ids(holds.filter(({ closed, endsAt }) => !closed && endsAt !== undefined)),
      published('hold.expired'),
    ),
    ...holds.flatMap(faultsOf),
    ...(account.holds ?? [])
      .filter(({ endsAt }) => endsAt !== undefined)
      .map(({ id }) => `${id} holds credits past its end`),
    ...(await ordersThatDiffer(table, ref, account, entries, holds)),
    ...classesThatDiffer(account, entries),
  ];
};

/** Each capture that was answered as done, and whether it was to be the last. */
const askedFor = (intents: readonly Intent[]): string[] => {
  const done = intents.flatMap((intent) => {
    const id = intent.kind === 'capture' ? idIn(intent) : undefined;
    return id === undefined ? [] : [`${id}:${captureInput.parse(intent.request.body).final}`];
  });
  return [...new Set(done)];
};

const faultsOf = ({ id, amount, captures, closed, endsAt }: Hold): string[] => {
  const spent = sum(captures.map((capture) => capture.amount));
  const late = captures.filter(({ entry }) => endsAt !== undefined && entry.at >= endsAt);
  return [
    ...(spent + (closed?.returned ?? 0) > amount ? [`${id} gave more than the ${amount} that it held`] : []),
    ...(late.length > 0 ? [`${id} was captured after its end`] : []),
    ...(captures.slice(0, -1).some(({ isFinal }) => isFinal)
      ? [`${id} was captured after the last time`]
      : []),
  ];
};

/** An order, its hold, what the account holds for it, and the entry that paid it say the same. */
const ordersThatDiffer = async (
  table: Table,
  ref: AccountRef,
  account: Account,
  entries: readonly Entry[],
  holds: readonly Hold[],
): Promise<string[]> => {
  const orders = (await all(table, ordersPartition(ref), orderItem)).filter((order) => order.hold);
  const open = orders.filter((order) => order.hold === 'open').map(({ id }) => id);
  const endless = (account.holds ?? []).filter(({ endsAt }) => endsAt === undefined);
  return [
    ...same(
      'open orders and what is held',
      open,
      endless.map(({ id }) => id),
    ),
    ...orders.flatMap((order) => {
      const { id, hold } = order;
      const { closed, captures = [] } = holds.find((one) => one.id === id) ?? {};
      const paid = entries
        .filter(({ kind, reference }) => kind === 'service' && reference === id)
        .map(({ amount }) => amount);
      const said = `${hold} ${paidFor(order)}`;
      const is = `${closed?.as ?? 'open'} ${sum(captures.map(({ amount }) => amount))}`;
      return said === is && sum(paid) === paidFor(order)
        ? []
        : [`order ${id}: ${said}, hold ${is}, entries ${paid.join()}`];
    }),
  ];
};

/** Credits of each class are what came in of it less what went out, wherever they were meanwhile. */
const classesThatDiffer = (account: Account, entries: readonly Entry[]): string[] =>
  (['paid', 'promo'] as const).flatMap((wanted) => {
    const of = (lots: Entry['lots']) =>
      sum(lots.filter((lot) => lot.class === wanted).map(({ amount }) => amount));
    const moved = sum(entries.map(({ type, lots }) => (type === 'in' ? of(lots) : -of(lots))));
    const is = of([...account.lots, ...(account.holds ?? []).flatMap((hold) => hold.lots)]);
    return moved === is ? [] : [`${is} ${wanted} credits are there, the history has ${moved}`];
  });
