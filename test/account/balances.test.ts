import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move, openTestLedger, someAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

// Half past eleven in the evening in Berlin.
const START = Date.parse('2026-03-01T22:30:00.000Z');
let now = START;
const ledger = openTestLedger({ now: () => now });
const { during } = meter(ledger);
const client = clientHandler(ledger);
const agency = agencyHandler(ledger);

/** 30 credits on March 1, 10 spent half an hour after midnight, 5 more twice on March 4. It is March 6. */
const setUp = async () => {
  now = START;
  const ref = await accountOfOpenAgency(ledger, { timeZone: 'Europe/Berlin' });
  await give(ledger, ref, 30);
  now = START + HOUR_MS;
  await move(ledger, ref, debitOf(10));
  now = START + 60 * HOUR_MS;
  await move(ledger, ref, debitOf(5), debitOf(5));
  now = START + 110 * HOUR_MS;
  return ref;
};

const asked = { from: '2026-02-27', to: '2026-03-31' };

const read = (caller: Awaited<ReturnType<typeof setUp>>, query: Record<string, string> = asked) =>
  call(client, accountRoutes.listBalances, { caller, query });

test('each day has the balance as posted at its end, up to today', async () => {
  const ref = await setUp();
  expect(await read(ref)).toMatchObject({
    status: 200,
    body: {
      timeZone: 'Europe/Berlin',
      items: [0, 0, 30, 20, 20, 10, 10, 10].map((balance, index) => {
        const day = new Date(Date.parse('2026-02-27') + index * 86_400_000).toISOString().slice(0, 10);
        return { from: day, to: day, balance };
      }),
    },
  });
});

test.each([
  [
    'week',
    [
      { from: '2026-02-27', to: '2026-03-01', balance: 30 },
      { from: '2026-03-02', to: '2026-03-06', balance: 10 },
    ],
  ],
  [
    'month',
    [
      { from: '2026-02-27', to: '2026-02-28', balance: 0 },
      { from: '2026-03-01', to: '2026-03-06', balance: 10 },
    ],
  ],
])('by %s', async (by, items) => {
  expect((await read(await setUp(), { ...asked, by })).body).toEqual({ timeZone: 'Europe/Berlin', items });
});

test('reads one entry for each day that has any, and none for the others', async () => {
  const ref = await setUp();
  const cost = await during(() => read(ref));
  // After the two days before March 4, and those before March 1.
  expect(cost.calls).toEqual(['BatchGetItem', 'Query', 'Query', 'Query']);
  expect(cost).toMatchObject({ writeUnits: 0 });
  expect(cost.readUnits).toBeLessThanOrEqual(5);
});

test('an agency reads the same of its account, and nothing of one without an entry or of another agency', async () => {
  const ref = await setUp();
  const ask = (caller: string, accountId: string) =>
    call(agency, agencyRoutes.listAccountBalances, {
      caller: adminAt(caller),
      params: { accountId },
      query: asked,
    });
  expect((await ask(ref.agency, ref.account)).body).toEqual((await read(ref)).body);
  expect(await ask(ref.agency, 'nobody')).toMatchObject({ status: 404 });
  const other = await accountOfOpenAgency(ledger);
  expect(await ask(other.agency, ref.account)).toMatchObject({ status: 404 });
});

test('an account that was never used has a balance of 0; without the agency it is not found', async () => {
  const ref = await setUp();
  expect(await read({ ...ref, account: 'new' }, { from: '2026-03-05', to: '2026-03-06' })).toMatchObject({
    body: { items: [{ balance: 0 }, { balance: 0 }] },
  });
  expect(await read(someAccount())).toMatchObject({ status: 404 });
});

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, '/from'],
  [{ from: '2026-01-01', to: '2026-06-01' }, '/by'],
  [{ from: '2001-01-01', to: '2026-06-01' }, '/to'],
  [{ from: '2026-03-01' }, '/to'],
])('%j is refused', async (query, pointer) => {
  expect(await read(await setUp(), query)).toMatchObject({ status: 400, body: { faults: [{ pointer }] } });
});
