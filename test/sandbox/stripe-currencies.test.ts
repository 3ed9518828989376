import { expect, test } from 'vitest';
import { choose, idOf, open, order } from './stripe-rig.ts';

/** One item at this price. */
const costing = (unit_amount: number, currency: string) =>
  order({
    line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'Credits' } } }],
  });

test.each([
  ['isk', 100_000, 'ISK 1,000.00'],
  ['ugx', 200_000_00, 'UGX 200,000.00'],
  ['mga', 1_000, 'MGA 1,000'],
  ['jpy', 500, '¥500'],
  ['kwd', 5_120, 'KWD 5.120'],
  ['huf', 17_550, 'HUF 175.50'],
  ['twd', 11_550, 'NT$115.50'],
  ['EUR', 4_900, '€49.00'],
])('%s: an amount of %i is %s', async (currency, amount, shown) => {
  const { stripe } = await open();

  const {
    url,
    currency: taken,
    amount_total,
  } = await stripe.checkout.sessions.create(costing(amount, currency));

  expect([taken, amount_total]).toEqual([currency.toLowerCase(), amount]);
  expect((await (await fetch(String(url))).text()).replaceAll(/\s/g, ' ')).toContain(`Pay ${shown} now`);
});

const PRICE = 'line_items[0][price_data][unit_amount]';

test.each([
  ['isk', 100_050, PRICE],
  ['ugx', 99, PRICE],
  ['kwd', 5_125, PRICE],
  ['bhd', 101, PRICE],
  ['iqd', 5_000, 'line_items[0][price_data][currency]'],
  ['xau', 5_000, 'line_items[0][price_data][currency]'],
  ['zzz', 5_000, 'line_items[0][price_data][currency]'],
])('%s: an amount of %i is refused', async (currency, amount, param) => {
  const { stripe } = await open();

  await expect(stripe.checkout.sessions.create(costing(amount, currency))).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
    param,
  });
});

test.each([
  ['eur', 50, 99_999_999],
  ['gbp', 30, 99_999_999],
  ['huf', 17_500, 99_999_999],
  ['czk', 1_500, 99_999_999],
  ['mxn', 1_000, 99_999_999],
  ['jpy', 50, 99_999_999],
  ['inr', 50, 999_999_999],
  ['idr', 50, 999_999_999_999],
])('%s: at least %i and at most %i can be charged', async (currency, least, most) => {
  const { stripe } = await open();
  const total = async (amount: number) =>
    (await stripe.checkout.sessions.create(costing(amount, currency))).amount_total;

  expect([await total(least), await total(most)]).toEqual([least, most]);
  await expect(total(least - 1)).rejects.toMatchObject({ code: 'amount_too_small', statusCode: 400 });
  await expect(total(most + 1)).rejects.toMatchObject({ code: 'amount_too_large', statusCode: 400 });
});

test('a refund is rounded like its currency', async () => {
  const { url, stripe } = await open();
  const { id } = await stripe.checkout.sessions.create(costing(100_000, 'isk'));
  await choose(url, id, { outcome: 'paid' });
  const payment_intent = idOf((await stripe.checkout.sessions.retrieve(id)).payment_intent);

  await expect(stripe.refunds.create({ payment_intent, amount: 50_050 })).rejects.toMatchObject({
    param: 'amount',
  });
  expect(await stripe.refunds.create({ payment_intent, amount: 50_000 })).toMatchObject({ amount: 50_000 });
});
