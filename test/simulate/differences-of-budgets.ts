import type { AccountRef } from '../../shared/kernel/ids.ts';
import { approvalItem, type Approval } from '../../shared/table/items/approval.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { approvalsPartition } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { all, publishedIds, same } from './differences-of-things.ts';
import { awaitedBy, type Intent } from './intent.ts';

/** What a customer's phone may spend a day, which is a day of UTC here, without asking. */
export const PHONE_LIMIT = 40;

/**
 * I10: no day has more of a spender's entries than its limit, less what came back of them and what its owner approved; and
 * what was approved was done once, and decided as it was answered. That its counters are the sums of its entries, the audit says.
 */
export const budgetsThatDiffer = async (
  table: Table,
  ref: AccountRef,
  spender: string | undefined,
  entries: readonly Entry[],
  intents: readonly Intent[],
  events: readonly CloudEvent[],
): Promise<string[]> => {
  if (spender === undefined) return [];
  const approvals = await all(table, approvalsPartition(ref), approvalItem);
  const approved = approvals.filter(({ decided }) => decided?.as === 'approved');
  const own = entries.filter((entry) => entry.spender === spender && !approved.some(isOf(entry)));
  const ids = (some: readonly Approval[]) => some.map(({ id }) => id);
  const answered = (kind: Intent['kind']) => [
    ...new Set(intents.flatMap((one) => (one.kind === kind && one.answer?.status === 200 ? idOf(one) : []))),
  ];
  return [
    ...overrun(PHONE_LIMIT, own),
    ...same('approved wishes and answers', ids(approved), answered('approval')),
    ...same(
      'declined wishes and answers',
      ids(approvals.filter(({ decided }) => decided?.as === 'declined')),
      answered('decline'),
    ),
    ...same(
      'approved wishes and their entries',
      approved.flatMap(({ decided, amount }) => (decided?.entry ? `${decided.entry.number}:${amount}` : [])),
      entries.flatMap((entry) =>
        approved.some(({ decided }) => decided?.entry?.number === entry.number)
          ? `${entry.number}:${entry.spender === spender ? entry.amount : 'of another'}`
          : [],
      ),
    ),
    // What expired and was wished again is told again.
    ...same('wishes and their events', ids(approvals), [
      ...new Set(publishedIds(events, 'approval.requested', 'approvalId')),
    ]),
    ...same(
      'decided wishes and their events',
      ids(approvals.filter(({ decided }) => decided !== undefined)),
      publishedIds(events, 'approval.decided', 'approvalId'),
    ),
    ...intents.flatMap((one) => {
      const waiting = approvals.find(({ id }) => id === awaitedBy(one));
      return waiting?.decided ? [`${one.kind} waits for what was decided`] : [];
    }),
  ];
};

/** The days (UTC) that have more of a spender's entries than its limit, less what came back of them. */
export const overrun = (perDay: number, own: readonly Entry[]): string[] => {
  const days = Map.groupBy(own, ({ at, spentAt = at }) => spentAt.slice(0, 10));
  return [...days].flatMap(([day, those]) => {
    const sum = those.reduce((credits, { type, amount }) => credits + (type === 'out' ? amount : -amount), 0);
    return sum > perDay ? [`${day}: a budget of ${perDay} was overrun with ${sum}`] : [];
  });
};

const idOf = ({ request }: Intent): string => request.params?.['approvalId'] ?? '';

/** Whether an entry is of an approved wish: its own, a capture of its hold, or of its order that was paid when done. */
const isOf =
  ({ number, kind, reference }: Entry) =>
  (approval: Approval): boolean =>
    approval.decided?.entry
      ? approval.decided.entry.number === number
      : kind === 'capture'
        ? approval.reference === reference
        : kind === 'service' && approval.kind === 'order';
