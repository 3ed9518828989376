import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { settle } from '../../shared/payments/settle.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { someAgency } from '../support/agency.ts';
import { apiEvent, call, lambdaContext } from '../support/api.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { openTestLedger } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();

/** A customer who paid, redeemed a code, and bought a product. */
const setUp = async () => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await settle(ledger, ref.agency, 'stripe', paidFact(await openCheckout(ledger, ref)));
  const [code] = await promoCodesOn(ledger).make(ref.agency);
  await redeemOn(ledger)(ref, code);
  await putProduct(ledger, someProduct(ref.agency));
  await buyerAt(ledger, ref).buy();
  return { ...agency, customer: ref };
};

test.each([
  ['purchases', agencyRoutes.listAccountPurchases, storeHandler(ledger), storeRoutes.listPurchases],
  ['library', agencyRoutes.listAccountLibrary, storeHandler(ledger), storeRoutes.listLibrary],
  ['receipts', agencyRoutes.listAccountReceipts, clientHandler(ledger), accountRoutes.listReceipts],
  ['redemptions', agencyRoutes.listAccountRedemptions, storeHandler(ledger), storeRoutes.listRedemptions],
])(
  'the agency reads the same %s as the customer; another agency and another account have none',
  async (_, ours, handler, theirs) => {
    const { call: admin, customer } = await setUp();
    const params = { accountId: customer.account };
    const answer = await admin(ours, { params });
    expect(answer).toMatchObject({ status: 200, body: { items: [expect.anything()], cursor: null } });
    expect(answer.body).toEqual((await call(handler, theirs, { caller: customer })).body);
    const none = { status: 200, body: { items: [] } };
    expect(await (await someAgency(ledger)).call(ours, { params })).toMatchObject(none);
    expect(await admin(ours, { params: { accountId: 'somebody' } })).toMatchObject(none);
  },
);

test("the agency downloads the customer's statement; for another agency it is empty", async () => {
  const { agency, customer } = await setUp();
  const params = { accountId: customer.account };
  const own = await clientHandler(ledger)(
    apiEvent(accountRoutes.getStatement, { caller: customer }),
    lambdaContext,
  );
  const read = async (from: string) =>
    await agencyHandler(ledger)(
      apiEvent(agencyRoutes.getAccountStatement, { caller: adminAt(from), params }),
      lambdaContext,
    );
  const answer = await read(agency);
  expect(answer.statusCode).toBe(200);
  expect(String(answer.body).split('\r\n').length).toBeGreaterThan(4);
  expect(answer).toEqual(own);
  const { agency: other } = await someAgency(ledger);
  expect(String((await read(other)).body).split('\r\n')).toHaveLength(2);
});
