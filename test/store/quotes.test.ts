import { describe, expect, test } from 'vitest';
import { quoteItem } from '../../shared/table/items/purchase.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { quoteKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  leaveInDebt,
  openTestLedger,
  someAccount,
} from '../support/ledger.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const clock = { now: NOW };
const ledger = openTestLedger({ now: () => clock.now });

const at = (now: number) => {
  clock.now = now;
};

const customerOf = async (more: Partial<Settings> = {}) => {
  at(NOW);
  const ref = await accountOfOpenAgency(ledger, more);
  await putProduct(ledger, someProduct(ref.agency));
  return { ref, ...buyerAt(ledger, ref) };
};

test('a quote locks the price for the agency’s period and shows the available credits', async () => {
  const customer = await customerOf({ quoteMinutes: 15 });
  await give(ledger, customer.ref, 12);
  expect(await customer.quote({ productId: 'brushes', variantId: 'standard' })).toMatchObject({
    status: 201,
    body: {
      id: expect.stringMatching(/^quo_/),
      status: 'open',
      productId: 'brushes',
      variantId: 'standard',
      productName: 'Brushes',
      variantName: 'Standard',
      price: { base: 30, price: 30 },
      createdAt: '2026-03-01T12:00:00.000Z',
      expiresAt: '2026-03-01T12:15:00.000Z',
      available: 12,
      shortfall: 18,
      buy: { allowed: false, reasons: [{ code: 'insufficient_credits' }] },
    },
  });
  expect(await entriesOf(ledger, customer.ref)).toHaveLength(1);
});

test('a quote locks the price of the customer’s region, and the purchase costs it', async () => {
  at(NOW);
  const ref = await accountOfOpenAgency(ledger, { defaultRegion: 'DE' });
  const variants = [someVariant({ regionalPrices: { BR: 20, DE: 25 } })];
  await putProduct(ledger, someProduct(ref.agency, { variants }));
  await give(ledger, ref, 100);
  const [brazilian, german] = [buyerAt(ledger, ref, 'BR'), buyerAt(ledger, ref)];
  const quote = await brazilian.quote();
  expect(quote).toMatchObject({
    status: 201,
    body: { price: { base: 30, regional: { region: 'BR', price: 20 }, price: 20 } },
  });
  expect(await german.quote()).toMatchObject({
    body: { price: { base: 30, regional: { region: 'DE', price: 25 }, price: 25 } },
  });
  // The quote keeps its price, wherever the customer is by then.
  expect(await german.purchase(idOf(quote))).toMatchObject({ status: 201 });
  expect(await entriesOf(ledger, ref)).toMatchObject([
    { amount: 100 },
    { kind: 'purchase', amount: 20, balance: 80 },
  ]);
});

test('the table may delete a quote a month after it expired', async () => {
  const customer = await customerOf();
  const id = idOf(await customer.quote());
  const quote = await readOne(ledger.table, quoteKey(customer.ref, id), quoteItem);
  expect(quote).toMatchObject({ ttl: (NOW + 10 * MINUTE_MS) / 1000 + 30 * 86_400, ownership: 0 });
});

test('a quote can be made with insufficient credits, in debt, or while payments are paused', async () => {
  const closed = await customerOf({ creditPayments: false });
  expect(await closed.quote()).toMatchObject({
    status: 201,
    body: { buy: { reasons: [{ code: 'credit_payments_disabled' }, { code: 'insufficient_credits' }] } },
  });
  const indebted = await customerOf();
  await leaveInDebt(ledger, indebted.ref, 5);
  expect(await indebted.quote()).toMatchObject({
    status: 201,
    body: { available: 0, shortfall: 35, buy: { reasons: [{ code: 'account_in_debt' }] } },
  });
});

describe('a quote reads', () => {
  test('as open until it is used; then it names its purchase', async () => {
    const customer = await customerOf();
    await give(ledger, customer.ref, 100);
    const made = await customer.quote();
    const id = idOf(made);
    expect((await customer.readQuote(id)).body).toEqual(made.body);
    const purchaseId = idOf(await customer.purchase(id));
    expect(await customer.readQuote(id)).toMatchObject({
      status: 200,
      body: {
        id,
        status: 'used',
        purchaseId,
        available: 70,
        buy: { allowed: false, reasons: [{ code: 'quote_used' }] },
      },
    });
    at(NOW + 60 * MINUTE_MS);
    expect(await customer.readQuote(id)).toMatchObject({ body: { status: 'used' } });
  });

  test.each([
    [10 * MINUTE_MS - 1, 'open', []],
    [10 * MINUTE_MS, 'expired', [{ code: 'quote_expired' }]],
  ])('after %d ms as %s', async (later, status, reasons) => {
    const customer = await customerOf();
    await give(ledger, customer.ref, 100);
    const id = idOf(await customer.quote());
    at(NOW + later);
    expect(await customer.readQuote(id)).toMatchObject({ body: { status, buy: { reasons } } });
  });

  test('as unavailable once another quote has bought the product', async () => {
    const customer = await customerOf();
    await give(ledger, customer.ref, 100);
    const id = idOf(await customer.quote());
    await customer.buy();
    const reasons = [{ code: 'already_owned' }];
    expect(await customer.readQuote(id)).toMatchObject({
      body: { status: 'open', buy: { allowed: false, reasons } },
    });
    expect(await customer.purchase(id)).toMatchObject({ status: 409, body: { code: 'already_owned' } });
  });

  test('as not found for another account (I8)', async () => {
    const customer = await customerOf();
    const id = idOf(await customer.quote());
    for (const stranger of [
      { ...customer.ref, account: 'neighbour' },
      await accountOfOpenAgency(ledger),
      someAccount(),
    ]) {
      expect(await buyerAt(ledger, stranger).readQuote(id)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    }
  });

  test.each(['quo_none', 'pur_none', 'x'])('as not found when it was never made: %s', async (id) => {
    const customer = await customerOf();
    expect(await customer.readQuote(id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('a quote is refused', () => {
  test('for a product not on sale', async () => {
    const customer = await customerOf();
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, onSale: false }));
    expect(await customer.quote()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('for a product not on sale, with the reason for its owner', async () => {
    const customer = await customerOf();
    await give(ledger, customer.ref, 100);
    await customer.buy();
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, onSale: false }));
    expect(await customer.quote()).toMatchObject({ status: 409, body: { code: 'product_not_available' } });
  });

  test('for a product reserved for others', async () => {
    const customer = await customerOf();
    const eligibility = { accounts: ['somebody'] };
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, eligibility }));
    expect(await customer.quote()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('for a product closed to this account', async () => {
    const customer = await customerOf();
    const eligibility = { regions: ['FR'] };
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, eligibility }));
    expect(await customer.quote()).toMatchObject({ status: 403, body: { code: 'not_eligible' } });
    const french = buyerAt(ledger, customer.ref, 'FR');
    expect(await french.quote()).toMatchObject({ status: 201 });
  });

  test('for an owned product, until it is refunded', async () => {
    const customer = await customerOf();
    await give(ledger, customer.ref, 100);
    const purchaseId = await customer.buy();
    expect(await customer.quote()).toMatchObject({ status: 409, body: { code: 'already_owned' } });
    await customer.refund(purchaseId);
    expect(await customer.quote()).toMatchObject({ status: 201 });
  });

  test.each([
    ['an unknown product', { productId: 'none' }],
    ['an unknown variant', { productId: 'brushes', variantId: 'none' }],
    ['a variant named like a built-in property', { productId: 'brushes', variantId: 'constructor' }],
  ])('for %s', async (_, body) => {
    const customer = await customerOf();
    expect(await customer.quote(body)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('for a product with several variants when none is named', async () => {
    const customer = await customerOf();
    const variants = [someVariant(), someVariant({ id: 'large', price: 50 })];
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, variants }));
    expect(await customer.quote()).toMatchObject({
      status: 422,
      body: { code: 'variant_required', variants: ['standard', 'large'] },
    });
    expect(await customer.quote({ productId: 'brushes', variantId: 'large' })).toMatchObject({
      body: { variantId: 'large', price: { price: 50 } },
    });
  });

  test.each([
    [{ onSale: false }, 'not_found'],
    [{ eligibility: { accounts: ['somebody'] } }, 'not_found'],
    [{ eligibility: { regions: ['FR'] } }, 'not_eligible'],
  ])('for several variants closed to this account: %j reveals nothing', async (more, code) => {
    const customer = await customerOf();
    const variants = [someVariant(), someVariant({ id: 'large', price: 50 })];
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, variants, ...more }));
    const { body } = await customer.quote();
    expect(body).toMatchObject({ code });
    expect(body).not.toHaveProperty('variants');
  });

  test('for another agency’s product (I8)', async () => {
    await customerOf();
    const stranger = buyerAt(ledger, await accountOfOpenAgency(ledger));
    expect(await stranger.quote()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('at an agency without settings', async () => {
    expect(await buyerAt(ledger, someAccount()).quote()).toMatchObject({ status: 404 });
  });

  test.each([{}, { productId: '' }, { productId: 'a/b' }, { productId: 'brushes', price: 1 }, []])(
    'for the body %j',
    async (body) => {
      const customer = await customerOf();
      expect(await customer.quote(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );
});
