import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { auditAccount, type AccountSummary, getLiability, listAccounts } from '@scrip/client';
import { agencyOf } from './call.ts';

/** How much was checked, and what differs. */
export type Books = { accounts: number; entries: number; differences: string[] };

/** Milliseconds in which the liability must have caught up with all that was played. */
const SETTLE_TIMEOUT_MS = 180_000;

/** Milliseconds without a movement after which all usage is charged. */
const REST_MS = 3000;

/** Checks the books of an agency, with this token. */
export const booksOf = (api: string, token: string) => {
  const scrip = agencyOf(api, token);

  const findingsOf = async ({ account, entries }: AccountSummary): Promise<string[]> => {
    for (let query: { cursor?: string } = {}; ;) {
      const audit = (await scrip.call(auditAccount, { params: { accountId: account }, query })).orThrow();
      if (!audit.agrees) return [`${account}: ${JSON.stringify(audit.findings)}`];
      if (audit.cursor !== null) query = { cursor: audit.cursor };
      else if (audit.complete && audit.checked === entries) return [];
      else return [`${account}: ${audit.checked} of ${entries} entries were audited`];
    }
  };

  const liabilityDiffers = async (accounts: readonly AccountSummary[]): Promise<string[]> => {
    const sum = accounts.reduce((total, { balance }) => total + balance, 0);
    for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; ; await sleep(500)) {
      const { paid, promo, debt, gifts, accounts: count } = (await scrip.call(getLiability)).orThrow();
      if (Number(paid) + Number(promo) - Number(debt) - Number(gifts) === sum && count === accounts.length)
        return [];
      if (Date.now() >= deadline)
        return [
          `liability: ${paid} + ${promo} - ${debt} debt - ${gifts} in gifts of ${count}, but ${accounts.length} accounts hold ${sum}`,
        ];
    }
  };

  /** All accounts, once nothing moves any more: usage is charged after it was reported. */
  const accountsAtRest = async (): Promise<AccountSummary[]> => {
    const list = () => Array.fromAsync(scrip.list(listAccounts, { query: { limit: 100 } }));
    let before = await list();
    for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < deadline;) {
      await sleep(REST_MS);
      const after = await list();
      if (isDeepStrictEqual(before, after)) return after;
      before = after;
    }
    throw new Error('credits still move');
  };

  const check = async (): Promise<Books> => {
    const accounts = await accountsAtRest();
    const differences: string[] = [];
    for (const account of accounts) differences.push(...(await findingsOf(account)));
    differences.push(...(await liabilityDiffers(accounts)));
    const entries = accounts.reduce((total, account) => total + account.entries, 0);
    return { accounts: accounts.length, entries, differences };
  };

  /** Audits every account, and holds the liability against their sum. Books that can't be read differ. */
  return async (): Promise<Books> => {
    try {
      return await check();
    } catch (error) {
      return { accounts: 0, entries: 0, differences: [`the books could not be read: ${String(error)}`] };
    }
  };
};
