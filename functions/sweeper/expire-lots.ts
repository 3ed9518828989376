import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef, AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { ofAnyNumber } from '../../shared/kernel/schema-number.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { run, type Decision } from '../../shared/ledger/run.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { accountKey, expiriesList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

/** No more of an account than its name. */
const named = ofAnyNumber(accountItem.pick({ agency: true, account: true }));

/** Milliseconds: a page takes seconds at the most, also when every account of it is busy. */
const PAGE_RESERVE_MS = 30_000;

/** Accounts at one time: enough to hide the round trips, few enough to leave the table to its customers. */
const MAX_PARALLEL_ACCOUNTS = 20;

/**
 * Posts the credits that have expired, of every account of an agency: they could not be spent any more, and now the
 * history says so. What one run has no time for, the next one finds first. One account's trouble is its own: it is
 * counted, and the others go on.
 * @param timeLeft milliseconds until the run is cut off
 */
export const expireLots = async (ledger: Ledger, agency: AgencyId, timeLeft: () => number): Promise<void> => {
  const { table, now } = ledger;
  const to = instant(now());
  let cursor: string | null | undefined;
  do {
    if (timeLeft() < PAGE_RESERVE_MS) return;
    const page = await listPage(table, {
      partition: expiriesList(agency),
      inIndex: true,
      // The list may lag behind, and an unreadable account does not block others.
      item: named,
      limit: MAX_PARALLEL_ACCOUNTS,
      to,
      cursor: cursor ?? undefined,
    });
    if (!page.ok) throw new TypeError(page.error.code);
    await Promise.all(page.value.items.map((ref) => expireLotsIn(ledger, ref)));
    ({ cursor } = page.value);
  } while (cursor !== null);
};

/** Every posting begins with holds that have ended and with what has expired, so it takes no command. */
const expireLotsIn = async (ledger: Ledger, ref: AccountRef): Promise<void> => {
  try {
    const posted = await run(ledger, {
      keys: [accountKey(ref)],
      decide: (): Result<Decision<undefined, never>, never> =>
        ok({ account: ref, commands: [], conclude: () => ({ outcome: undefined }) }),
    });
    if (!posted.ok) throw new Error(posted.error.code);
  } catch (error) {
    log.error('expiry not posted', { ...ref, error });
    count('SweeperFailures');
  }
};
