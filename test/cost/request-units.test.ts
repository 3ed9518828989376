import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { settle } from '../../shared/payments/settle.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { openCheckout, paidFact } from '../support/payments.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = clientHandler(metered);

const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);

const spend = (key: string, headers: Record<string, string> = {}) =>
  call(handler, accountRoutes.createSpend, {
    caller,
    headers: { 'idempotency-key': key, ...headers },
    body: { amount: 1, reference: 'order-1042' },
  });

test('a spend costs one BatchGet, one transaction, 6 write units', async () => {
  expect(await during(() => spend('a'))).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 6,
    indexWriteUnits: 0,
  });
});

test('a dry run is one BatchGet and writes nothing', async () => {
  const dryRun = () => spend('dry', { prefer: 'dry-run' });
  expect(await during(dryRun)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0, indexWriteUnits: 0 });
});

test('a replay writes nothing', async () => {
  await spend('b');
  expect(await during(() => spend('b'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('a refusal writes nothing; it reads once more in case the spend already happened', async () => {
  const poor = await accountOfOpenAgency(ledger);
  const refused = () =>
    call(handler, accountRoutes.createSpend, {
      caller: poor,
      headers: { 'idempotency-key': 'a' },
      body: { amount: 1, reference: 'order-1042' },
    });
  expect(await during(refused)).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});

test.each([
  ['a bonus', {}],
  ['a bonus for some things only', { bonusOnlyFor: { products: ['brushes'] } }],
])(
  'settling a payment with %s costs the same, and 2 write units for the entry of the bonus',
  async (_, more) => {
    const own = await accountOfOpenAgency(ledger);
    await give(ledger, own, 1);
    const checkout = await openCheckout(ledger, own, { bonusCredits: 10, ...more });
    const cost = await during(() => settle(metered, own.agency, 'stripe', paidFact(checkout)));
    expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 8 });
  },
);

test('settling a payment costs one BatchGet, one transaction, 6 write units and its index write', async () => {
  const checkout = await openCheckout(ledger, caller, { bonusCredits: 0 });
  const cost = await during(() => settle(metered, caller.agency, 'stripe', paidFact(checkout)));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 6 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('settling it again writes nothing', async () => {
  const checkout = await openCheckout(ledger, caller);
  await settle(ledger, caller.agency, 'stripe', paidFact(checkout));
  const again = () => settle(metered, caller.agency, 'stripe', paidFact(checkout));
  expect(await during(again)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('reading the balance is one round trip', async () => {
  const read = () => call(handler, accountRoutes.getAccount, { caller });
  expect(await during(read)).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0, readUnits: 2 });
});

test('a page of history is one Query', async () => {
  const read = () => call(handler, accountRoutes.listEntries, { caller, query: { limit: '50' } });
  expect(await during(read)).toMatchObject({ calls: ['Query'], writeUnits: 0 });
});

test('a page of the chain of hashes is one Query', async () => {
  const read = () => call(handler, accountRoutes.listChain, { caller, query: { limit: '50' } });
  expect(await during(read)).toMatchObject({ calls: ['Query'], writeUnits: 0 });
});
