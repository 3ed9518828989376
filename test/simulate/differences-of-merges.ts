import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import type { History } from './history.ts';
import type { Intent } from './intent.ts';
import { isMerging } from './merging-of-accounts.ts';
import { costOf, type Share } from './merging-of-lots.ts';
import { restrictionText } from './purposes.ts';
import { same } from './differences-of-things.ts';

/**
 * Of what an account that merged was, nothing is left in it, and what each history says of the merge, and of what came late, is what
 * the other one says.
 */
export const mergesThatDiffer = (histories: readonly History[], wanted: readonly Intent[]): string[] => {
  const merges = wanted.filter(({ kind }) => kind === 'merge');
  const old = histories.find(({ ref }) => isMerging(ref));
  const heir = histories.find(({ ref }) => ref.account === old?.account.mergedInto);
  // Nothing had begun in one of the two accounts.
  const isKnown = ({ answer }: Intent) => answer?.status !== 404;
  if (!old || !merges.some(isKnown)) return [];
  const { balance, debt, lots, holds = [] } = old.account;
  const isEmpty = balance === 0 && debt === 0 && lots.length === 0 && holds.length === 0;
  const moved = (history: History | undefined, type: Entry['type']): Entry[] =>
    (history?.entries ?? []).filter((entry) => entry.kind === 'merge' && entry.type === type);
  const amounts = (entries: readonly Entry[]) => entries.map(({ amount }) => `${amount}`);
  return [
    ...(isEmpty
      ? []
      : [`${old.ref.account} merged, and has ${balance} in ${lots.length} lots and ${debt} of debt`]),
    ...merges
      .filter(isKnown)
      .flatMap(({ answer }) => (answer?.status === 200 ? [] : [`a merge was answered ${answer?.status}`])),
    ...(heir ? [] : [`${old.ref.account} merged into nobody`]),
    ...same('credits that merged', amounts(moved(old, 'out')), amounts(moved(heir, 'in'))),
    ...same('credits that were lent', amounts(moved(old, 'in')), amounts(moved(heir, 'out'))),
    ...(heir ? changedOnTheWay(old.ref, moved(old, 'out'), heir.ref, moved(heir, 'in')) : []),
    ...(heir ? changedOnTheWay(heir.ref, moved(heir, 'out'), old.ref, moved(old, 'in')) : []),
  ];
};

/** Credits arrive as what they left as: of their class, until their date, for their things, at their price, and of their origin. */
const changedOnTheWay = (
  sender: AccountRef,
  outs: readonly Entry[],
  receiver: AccountRef,
  ins: readonly Entry[],
): string[] =>
  ins.flatMap((arrival, place) => {
    const left = outs[place];
    if (!left) return [];
    const { number, lots, debt = 0 } = left;
    const owed: Share = { id: number, class: 'paid', amount: debt };
    const sent = [...lots, owed].map((share) => ({
      origin: { account: sender.account, lot: share.id },
      ...share,
    }));
    const before = sums(sent.map((share) => [shareText(share, receiver), share.amount]));
    const after = sums(arrival.lots.map((share) => [shareText(share, receiver), share.amount]));
    // What paid a debt of the receiver's is in no lot.
    return [...after].flatMap(([text, amount]) =>
      amount <= (before.get(text) ?? 0)
        ? []
        : [
            `entry ${arrival.number} of ${receiver.account} got ${amount} ${text}; ${before.get(text) ?? 0} left`,
          ],
    );
  });

/** Shares that come home join their lot, or the one that absorbed it, and may expire with that. */
const shareText = (share: Share, receiver: AccountRef): string => {
  const { class: of, expiresAt = 'for ever', origin } = share;
  const isHome = !origin || origin.account === receiver.account;
  const whence = isHome ? 'come home' : `${expiresAt}, from ${origin.account} ${origin.lot}`;
  return [of, whence, restrictionText(share), costOf(share)].filter((part) => part !== '').join(' ');
};

const sums = (amounts: readonly [string, number][]): Map<string, number> => {
  const result = new Map<string, number>();
  for (const [text, amount] of amounts) result.set(text, (result.get(text) ?? 0) + amount);
  return result;
};
