import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { someAgency } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const { during } = meter(ledger);
const { make } = promoCodesOn(ledger);
const redeem = redeemOn(ledger);

const setUp = async () => {
  const agency = await someAgency(ledger);
  const [first, second = ''] = await make(agency.agency, { codes: 2, usesPerCode: null, usesPerAccount: 2 });
  const params = { batchId: first.slice(0, 4) };
  await redeem(agency.ref('ada'), first);
  await redeem(agency.ref('ada'), second);
  await redeem(agency.ref('grace'), first);
  const list = (query: Record<string, string> = {}) =>
    agency.call(agencyRoutes.listPromoCodeRedemptions, { params, query });
  return { ...agency, params, first, second, list };
};

test('an agency lists who redeemed the codes of a batch, page by page', async () => {
  const { list, first, second } = await setUp();
  expect(await list()).toMatchObject({
    status: 200,
    body: {
      items: [
        { account: 'ada', name: 'Spring', hint: first.slice(-5), credits: 50, entry: 1 },
        { account: 'ada', hint: second.slice(-5), entry: 2 },
        { account: 'grace', hint: first.slice(-5), entry: 1 },
      ],
    },
  });
  const page = await list({ limit: '1' });
  expect(page.body['items']).toHaveLength(2);
  expect(await list({ cursor: z.string().parse(page.body['cursor']) })).toMatchObject({
    body: { items: [{ account: 'grace' }] },
  });
});

test('I8: the batch is not found for another agency; one that nobody redeemed has no redemptions', async () => {
  const { params, agency, call } = await setUp();
  const other = await someAgency(ledger);
  const route = agencyRoutes.listPromoCodeRedemptions;
  expect(await other.call(route, { params })).toMatchObject({ status: 404 });
  const [code] = await make(agency);
  expect(await call(route, { params: { batchId: code.slice(0, 4) } })).toMatchObject({ body: { items: [] } });
});

test('a page of redemptions is one BatchGet and one Query', async () => {
  const { list } = await setUp();
  expect(await during(() => list())).toMatchObject({ calls: ['BatchGetItem', 'Query'], writeUnits: 0 });
});
