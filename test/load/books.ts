import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { listed } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { liabilityView } from '../../shared/http/routes/agency/liability.ts';
import { accountAuditView, accountSummaryView } from '../../shared/http/routes/agency/views.ts';
import { send, type Sent } from './call.ts';

const accountPage = listed(accountSummaryView);

/** How much was checked, and what differs. */
export type Books = { accounts: number; entries: number; differences: string[] };

type Account = z.infer<typeof accountSummaryView>;

/** Milliseconds in which the liability must have caught up with all that was played. */
const SETTLE_TIMEOUT_MS = 180_000;

/** Checks the books of an agency, with this token. */
export const booksOf = (api: string, token: string) => {
  const read = async <View extends z.ZodType>(
    route: Route,
    view: View,
    sent: Omit<Sent, 'token'> = {},
  ): Promise<z.output<View>> => {
    const { status, body } = await send(api, route, { token, ...sent });
    if (status !== 200) throw new Error(`${route.path} answered ${status} ${JSON.stringify(body)}`);
    return view.parse(body);
  };

  const allAccounts = async (): Promise<Account[]> => {
    const accounts: Account[] = [];
    for (let query: Record<string, string> = { limit: '100' }; ;) {
      const { items, cursor } = await read(agencyRoutes.listAccounts, accountPage, { query });
      accounts.push(...items);
      if (cursor === null) return accounts;
      query = { ...query, cursor };
    }
  };

  const findingsOf = async ({ account, entries }: Account): Promise<string[]> => {
    for (let query: Record<string, string> = {}; ;) {
      const sent = { params: { accountId: account }, query };
      const audit = await read(agencyRoutes.auditAccount, accountAuditView, sent);
      if (!audit.agrees) return [`${account}: ${JSON.stringify(audit.findings)}`];
      if (audit.cursor !== null) query = { cursor: audit.cursor };
      else if (audit.complete && audit.checked === entries) return [];
      else return [`${account}: ${audit.checked} of ${entries} entries were audited`];
    }
  };

  const liabilityDiffers = async (accounts: readonly Account[]): Promise<string[]> => {
    const sum = accounts.reduce((total, { balance }) => total + balance, 0);
    for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; ; await sleep(500)) {
      const { paid, promo, debt, accounts: count } = await read(agencyRoutes.getLiability, liabilityView);
      if (Number(paid) + Number(promo) - Number(debt) === sum && count === accounts.length) return [];
      if (Date.now() >= deadline)
        return [
          `liability: ${paid} + ${promo} - ${debt} of ${count}, but ${accounts.length} accounts hold ${sum}`,
        ];
    }
  };

  const check = async (): Promise<Books> => {
    const accounts = await allAccounts();
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
