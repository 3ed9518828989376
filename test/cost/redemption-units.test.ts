import { expect, test } from 'vitest';
import { newCode } from '../../shared/store/promo-code.ts';
import { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const codes = promoCodesOn(ledger);
const redeem = redeemOn(metered);

/** An account that has moved credits before: its first movement also enters it into its agency's list. */
const someCustomer = async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 1);
  return caller;
};

test('a redemption costs one BatchGet, one transaction, 10 write units', async () => {
  const caller = await someCustomer();
  const terms = { name: 'n'.repeat(120), usesPerCode: 1000, usesPerAccount: 3, codes: 3 };
  for (const code of await codes.make(caller.agency, terms)) {
    expect(await during(() => redeem(caller, code))).toMatchObject({
      calls: ['BatchGetItem', 'TransactWriteItems'],
      writeUnits: 10,
      indexWriteUnits: expect.toSatisfy((units: number) => units <= 2),
    });
  }
});

test('a code with unlimited uses costs 8: no use has to be counted', async () => {
  const caller = await someCustomer();
  const [code] = await codes.make(caller.agency, { usesPerCode: null });
  expect(await during(() => redeem(caller, code))).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
  });
});

test('replays and refusals write nothing; a refusal reads once more in case the redemption exists', async () => {
  const caller = await someCustomer();
  const [code] = await codes.make(caller.agency);
  await redeem(caller, code, 'once');
  expect(await during(() => redeem(caller, code, 'once'))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
  expect(await during(() => redeem(caller, code, 'other'))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});

test('an invalid code costs three BatchGets and 1 write unit; once the account is throttled, no write', async () => {
  const caller = await someCustomer();
  const guess = () => redeem(caller, newCode('0000').shown);
  for (let wrong = 0; wrong < 3; wrong += 1) {
    expect(await during(guess)).toMatchObject({
      calls: ['BatchGetItem', 'BatchGetItem', 'BatchGetItem', 'PutItem'],
      writeUnits: 1,
    });
  }
  expect(await during(guess)).toMatchObject({ calls: ['BatchGetItem', 'BatchGetItem'], writeUnits: 0 });
});

test('a page of redemptions is one Query, and one BatchGet of the account for those that merged into it', async () => {
  const caller = await someCustomer();
  const list = () => call(storeHandler(metered), codeRoutes.listRedemptions, { caller });
  const { calls, ...units } = await during(list);
  expect({ ...units, calls: calls.toSorted() }).toMatchObject({
    calls: ['BatchGetItem', 'Query'],
    writeUnits: 0,
  });
});
