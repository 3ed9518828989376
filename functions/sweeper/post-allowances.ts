import * as z from 'zod';
import { postAllowances, type PostedAllowances } from '../../shared/allowances/post-allowances.ts';
import { RunNotes } from '../../shared/allowances/run-notes.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef, AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { ofAnyNumber } from '../../shared/kernel/schema-number.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { AccountMergedError } from '../../shared/ledger/account-merged-error.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Busy } from '../../shared/ledger/run.ts';
import { finishMerge } from '../../shared/merges/merge-accounts.ts';
import { accountAllowancesItem } from '../../shared/table/items/allowance.ts';
import { allowancesDueList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

/** Whose it is, and what of it is next. The list may lag behind, and an unreadable account does not block others. */
const listed = ofAnyNumber(
  accountAllowancesItem.pick({ agency: true, account: true }).extend({
    allowances: z.array(z.object({ id: z.string(), next: z.string() })),
  }),
);

type Listed = z.infer<typeof listed>;

/** Milliseconds: a page takes seconds at the most, also when every account of it is busy. */
const PAGE_RESERVE_MS = 30_000;

/** Accounts at one time: enough to hide the round trips, few enough to leave the table to its customers. */
const MAX_PARALLEL_ACCOUNTS = 20;

/**
 * Posts the allowances of an agency's accounts whose next period has begun. An account leaves the list as it is posted to, so
 * that what one run has no time for, the next one finds first. One account's trouble is its own: it is counted, and the
 * others go on.
 * @param timeLeft milliseconds until the run is cut off
 */
export const postDueAllowances = async (
  ledger: Ledger,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<void> => {
  const to = instant(ledger.now() + 1);
  const notes = new RunNotes();
  let cursor: string | null | undefined;
  while (cursor !== null && timeLeft() >= PAGE_RESERVE_MS) {
    const page = await listPage(ledger.table, {
      partition: allowancesDueList(agency),
      inIndex: true,
      item: listed,
      limit: MAX_PARALLEL_ACCOUNTS,
      to,
      cursor,
    });
    if (!page.ok) throw new TypeError(page.error.code);
    await Promise.all(page.value.items.map((account) => postTo(ledger, account, notes)));
    // Not at the end: a run that is cut off has told of what it did.
    await notes.write(ledger, agency);
    ({ cursor } = page.value);
  }
};

/** Posts what is due. A merge that was cut off before the allowances moved is completed first. */
const postOrMove = async (ledger: Ledger, ref: AccountRef): Promise<Result<PostedAllowances, Busy>> => {
  try {
    return await postAllowances(ledger, ref);
  } catch (error) {
    if (!(error instanceof AccountMergedError)) throw error;
    const finished = await finishMerge(ledger, { ...ref, into: error.into });
    return finished.ok ? await postAllowances(ledger, { ...ref, account: error.into }) : finished;
  }
};

const postTo = async (ledger: Ledger, { allowances, ...ref }: Listed, notes: RunNotes): Promise<void> => {
  try {
    const posted = await postOrMove(ledger, ref);
    if (!posted.ok) throw new Error(posted.error.code);
    notes.posted(posted.value);
    const { refused } = posted.value;
    if (refused.length === 0) return;
    log.error('allowance refused', { ...ref, refused });
    count('SweeperFailures');
    for (const { id, on } of refused) notes.failed(ref.account, id, on);
  } catch (error) {
    log.error('allowance not posted', { ...ref, error });
    count('SweeperFailures');
    const [first] = allowances.toSorted((one, other) => (one.next < other.next ? -1 : 1));
    if (first) notes.failed(ref.account, first.id, first.next);
  }
};
