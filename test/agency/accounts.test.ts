import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { give, leaveInDebt, move, openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { listAccounts, getAgencyAccount, listAccountEntries } = agencyRoutes;

const page = z.object({
  items: z.array(z.looseObject({ account: z.string() })),
  cursor: z.string().nullable(),
});

const params = { accountId: 'customer' };
const soon = new Date(Date.now() + 86_400_000).toISOString();

const promo = (amount: number, expiresAt: string) =>
  ({ type: 'credit', kind: 'bonus', reference: 'b', amount, class: 'promo', expiresAt }) as const;

test('accounts are listed by name after their first entry, with balance and state', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  expect(await admin(listAccounts)).toMatchObject({ body: { items: [], cursor: null } });
  await give(ledger, ref('dora'), 5);
  await give(ledger, ref('ann'), 100);
  await leaveInDebt(ledger, ref('bob'), 7);
  await give(ledger, ref('carl'), 1);
  await move(ledger, ref('carl'), { type: 'debit', kind: 'spend', reference: 'x', amount: 1 });
  expect(await admin(listAccounts)).toMatchObject({
    status: 200,
    body: {
      items: [
        { account: 'ann', balance: 100, available: 100, debt: 0, state: 'ok', entries: 1 },
        { account: 'bob', balance: -7, available: 0, debt: 7, state: 'debt', entries: 1 },
        { account: 'carl', balance: 0, available: 0, debt: 0, state: 'zero', entries: 2 },
        { account: 'dora', balance: 5, available: 5, debt: 0, state: 'low', entries: 1 },
      ],
      cursor: null,
    },
  });
});

test('pages of accounts join to the whole, however many are asked for at once', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  const names = Array.from({ length: 105 }, (_, index) => `customer-${1000 + index}`);
  await Promise.all(names.map((name) => give(ledger, ref(name), 1)));
  for (const limit of ['40', '100']) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string> = { limit, ...(cursor && { cursor }) };
      const answer: z.infer<typeof page> = page.parse((await admin(listAccounts, { query })).body);
      expect(answer.items.length).toBeLessThanOrEqual(Number(limit));
      seen.push(...answer.items.map(({ account }) => account));
      cursor = answer.cursor;
    }
    expect(seen).toEqual(names);
  }
  expect(await admin(listAccounts, { query: { cursor: 'rubbish' } })).toMatchObject({ status: 400 });
});

test('the agency sees an account as its customer does, plus its lots by class', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await give(ledger, ref(), 100);
  await move(ledger, ref(), promo(9, new Date(Date.now() - 1000).toISOString()), promo(30, soon));
  const theirs = await call(clientHandler(ledger), accountRoutes.getAccount, { caller: ref() });
  const { status, body } = await admin(getAgencyAccount, { params });
  expect(status).toBe(200);
  // Whose account it is, the agency knows.
  const { agency: _own, ...asTheirs } = theirs.body;
  expect(body).toMatchObject(asTheirs);
  expect(body).toMatchObject({
    balance: 130,
    entries: 3,
    credits: { paid: 100, promo: 30 },
    lots: [
      { class: 'promo', credits: 30, expiresAt: soon },
      { class: 'paid', credits: 100 },
    ],
    expiring: [{ class: 'promo', credits: 30, expiresAt: soon }],
  });
});

test('the agency sees the same history as the customer, with the same filters', async () => {
  const { call: admin, ref } = await someAgency(ledger);
  await give(ledger, ref(), 100);
  await move(ledger, ref(), { type: 'debit', kind: 'spend', reference: 'x', amount: 1 });
  const queries: Record<string, string>[] = [{}, { type: 'out' }, { order: 'oldest', limit: '1' }];
  for (const query of queries) {
    const theirs = await call(clientHandler(ledger), accountRoutes.listEntries, { caller: ref(), query });
    expect(await admin(listAccountEntries, { params, query })).toMatchObject({ body: theirs.body });
  }
  const wrong: Record<string, string>[] = [{ type: 'sideways' }, { limit: '101' }];
  for (const query of wrong) {
    expect(await admin(listAccountEntries, { params, query })).toMatchObject({ status: 400 });
  }
  const query = { cursor: 'rubbish' };
  expect(await admin(listAccountEntries, { params, query })).toMatchObject({
    status: 400,
    body: { code: 'invalid_cursor' },
  });
});

test('an unused account and an invalid account id are not found', async () => {
  const { call: admin } = await someAgency(ledger);
  expect(await admin(getAgencyAccount, { params })).toMatchObject({ status: 404 });
  expect(await admin(listAccountEntries, { params })).toMatchObject({ body: { items: [], cursor: null } });
  expect(await admin(getAgencyAccount, { params: { accountId: 'ä' } })).toMatchObject({ status: 400 });
});

test('I8: accounts of another agency are not found', async () => {
  const { ref } = await someAgency(ledger);
  const { call: stranger } = await someAgency(ledger);
  await give(ledger, ref(), 100);
  expect(await stranger(getAgencyAccount, { params })).toMatchObject({ status: 404 });
  expect(await stranger(listAccountEntries, { params })).toMatchObject({ body: { items: [] } });
  expect(await stranger(listAccounts)).toMatchObject({ body: { items: [] } });
});
