import { expect, test } from 'vitest';
import { setOrderStatus } from '../../shared/store/order-status.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { putService } from '../support/bills.ts';
import { meter } from '../support/meter.ts';
import { orderOne } from '../support/orders.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);

const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);
await putService(ledger.table, caller.agency, { payment: 'when_done' });
const who = { agency: caller.agency, actor: 'admin' };

test('an order that holds costs one transaction of 8 write units, and marking it done one of 10', async () => {
  let orderId = '';
  const placed = await during(async () => (orderId = await orderOne(metered, caller)));
  // The service is read to know its price, then the order is placed.
  expect(placed.calls.filter((name) => name === 'TransactWriteItems')).toHaveLength(1);
  expect(placed.writeUnits).toBe(8);
  const done = await during(() =>
    setOrderStatus(metered, who, { account: caller.account, orderId }, { status: 'done', credits: 20 }),
  );
  expect(done.calls).toEqual(['BatchGetItem', 'TransactWriteItems']);
  expect(done.writeUnits).toBe(10);
});
