import assert from 'node:assert/strict';
import { productWrite } from '../../shared/store/product.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { takeDecision } from '../../shared/credit-requests/take-decision.ts';
import type { Answer } from '../support/api.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { decided, decisionBy, messageFor, putRequest } from '../support/credit-requests.ts';
import { writeInBulk } from './bulk-write.ts';
import type { Figure } from './figure.ts';
import { type Budget, costFigure } from './cost-figure.ts';

const PRODUCTS = 10_000;
const PAGE_SIZE = 50;

/** What buying in the store costs in round trips and in request units, beside a large catalogue. */
export const storeCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 1000);
  const numbers = Array.from({ length: PRODUCTS }, (_, index) => String(index).padStart(5, '0'));
  await writeInBulk(
    ledger.table,
    numbers.map((id) => productWrite(someProduct(ref.agency, { id }))),
  );
  const poor = buyerAt(metered, { ...ref, account: 'poor' });
  const customer = buyerAt(metered, ref);
  const quoteOf = async (who: typeof customer, productId: string) => idOf(await who.quote({ productId }));
  const quoteId = await quoteOf(customer, '00000');
  const poorQuoteId = await quoteOf(poor, '00000');
  const refundable = await customer.buy({ productId: '00001' });

  const expecting = (status: number, request: () => Promise<Answer>) => async () => {
    assert.equal((await request()).status, status);
  };
  const purchase = expecting(201, () => customer.purchase(quoteId, 'key'));
  const refund = expecting(200, () => customer.refund(refundable));

  const [code] = await promoCodesOn(ledger).make(ref.agency);
  const redemption = expecting(201, () => redeemOn(metered)(ref, code, 'key'));
  const request = await putRequest(ledger, ref);
  await decided(ledger, request, decisionBy('ann', 0));
  const acceptance = async () => {
    const taken = await takeDecision(metered, messageFor(request, decisionBy('ben', 1)));
    assert(taken.ok && taken.value.outcome === 'accepted');
  };

  const operations: [string, () => Promise<void>, Budget][] = [
    // Its record, and the count of the account's open quotes, in one transaction.
    ['quote', expecting(201, () => customer.quote({ productId: '00002' })), { roundTrips: 2, writeUnits: 4 }],
    ['purchase of a quote', purchase, { roundTrips: 2, writeUnits: 8 }],
    ['replay of a purchase', purchase, { roundTrips: 1, writeUnits: 0 }],
    // A second look, which reads the product and what the account owns too: nobody is asked to buy credits for what they have.
    [
      'refusal of a purchase',
      expecting(402, () => poor.purchase(poorQuoteId)),
      { roundTrips: 3, writeUnits: 0 },
    ],
    ['refund of a purchase', refund, { roundTrips: 3, writeUnits: 8 }],
    ['repeated refund', refund, { roundTrips: 1, writeUnits: 0 }],
    ['redemption of a code', redemption, { roundTrips: 2, writeUnits: 10 }],
    ['replay of a redemption', redemption, { roundTrips: 1, writeUnits: 0 }],
    ['acceptance of a credit request', acceptance, { roundTrips: 2, writeUnits: 6 }],
    [
      `page of ${PAGE_SIZE} of ${PRODUCTS} products`,
      expecting(200, () => customer.products({ limit: String(PAGE_SIZE) })),
      { roundTrips: 2, writeUnits: 0 },
    ],
    ['page of purchases', expecting(200, () => customer.purchases()), { roundTrips: 2, writeUnits: 0 }],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations) {
    figures.push(costFigure(name, await during(operation), budget));
  }
  return figures;
};
