import assert from 'node:assert/strict';
import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { apiEvent, call, lambdaContext } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency } from '../support/ledger.ts';
import { type Figure, ratio } from './figure.ts';
import { writeHistory } from './long-history.ts';
import { byTurns, timed } from './timing.ts';

const LONG_HISTORY = 100_000;
const SHORT_HISTORY = 100;
const PAGE_SIZE = 50;
const ROUNDS = 500;
const WARM_UP = 100;
const MAX_RATIO = 1.2;

const page = z.object({ items: z.array(z.object({ at: z.string() })) });

/** What a page of a long history costs over one of a short history: the newest page, and one from the middle. */
export const historyPages = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const handler = clientHandler(ledger);

  const newAccount = async (entries: number): Promise<AccountRef> => {
    const caller = await accountOfOpenAgency(ledger);
    await writeHistory(ledger, caller, entries);
    return caller;
  };
  const read = async (caller: AccountRef, query: Record<string, string>) =>
    page.parse((await call(handler, accountRoutes.listEntries, { caller, query })).body).items;
  const middleOf = async (caller: AccountRef): Promise<string> => {
    const [oldest] = await read(caller, { limit: '1', order: 'oldest' });
    const [newest] = await read(caller, { limit: '1' });
    assert(oldest && newest);
    return instant((Date.parse(oldest.at) + Date.parse(newest.at)) / 2);
  };
  const measure = async (caller: AccountRef, more: Record<string, string>) => {
    const query = { limit: String(PAGE_SIZE), ...more };
    assert.equal((await read(caller, query)).length, PAGE_SIZE);
    const event = apiEvent(accountRoutes.listEntries, { caller, query });
    return async () => await timed(async () => await handler(event, lambdaContext));
  };

  const long = await newAccount(LONG_HISTORY);
  const short = await newAccount(SHORT_HISTORY);
  const compare = async (where: string, longQuery: Record<string, string>, shortQuery: typeof longQuery) => {
    const pages = [await measure(long, longQuery), await measure(short, shortQuery)];
    const medians = await byTurns(pages, { rounds: ROUNDS, warmUp: WARM_UP });
    return ratio(
      `${where} history page, ${LONG_HISTORY} entries ÷ ${SHORT_HISTORY} (p50)`,
      medians,
      MAX_RATIO,
    );
  };
  return [
    await compare('newest', {}, {}),
    await compare('middle', { to: await middleOf(long) }, { to: await middleOf(short) }),
  ];
};
