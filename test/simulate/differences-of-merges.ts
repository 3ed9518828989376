import type { Entry } from '../../shared/table/items/entry.ts';
import type { History } from './history.ts';
import type { Intent } from './intent.ts';
import { isMerging } from './merging-of-accounts.ts';
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
  const moved = (history: History | undefined, type: Entry['type']) =>
    (history?.entries ?? []).flatMap((entry) =>
      entry.kind === 'merge' && entry.type === type ? [`${entry.amount}`] : [],
    );
  return [
    ...(isEmpty
      ? []
      : [`${old.ref.account} merged, and has ${balance} in ${lots.length} lots and ${debt} of debt`]),
    ...merges
      .filter(isKnown)
      .flatMap(({ answer }) => (answer?.status === 200 ? [] : [`a merge was answered ${answer?.status}`])),
    ...(heir ? [] : [`${old.ref.account} merged into nobody`]),
    ...same('credits that merged', moved(old, 'out'), moved(heir, 'in')),
    ...same('credits that were lent', moved(old, 'in'), moved(heir, 'out')),
  ];
};
