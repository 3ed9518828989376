import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Promotion } from '../../shared/table/items/price.ts';
import { buyerAt, idOf, noteDownload, ownedBy } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const clock = { now: NOW };
const ledger = openTestLedger({ now: () => clock.now });

/** A customer with 100 credits at an agency with one product of two variants, at 30 and 50 credits. */
const customerOf = async (credits = 100) => {
  clock.now = NOW;
  const ref = await accountOfOpenAgency(ledger);
  await putProduct(ledger, twoVariants(ref.agency));
  if (credits > 0) await give(ledger, ref, credits);
  return { ref, ...buyerAt(ledger, ref) };
};

const twoVariants = (agency: string) =>
  someProduct(agency, { variants: [someVariant(), someVariant({ id: 'large', name: 'Large', price: 50 })] });

const standard = { productId: 'brushes', variantId: 'standard' };
const large = { productId: 'brushes', variantId: 'large' };

test('a purchase debits the locked price, grants the ownership and describes the product', async () => {
  const customer = await customerOf();
  const quoteId = idOf(await customer.quote(standard));
  const answer = await customer.purchase(quoteId);
  expect(answer).toMatchObject({
    status: 201,
    body: {
      id: quoteId.replace('quo_', 'pur_'),
      quoteId,
      status: 'complete',
      ...standard,
      productName: 'Brushes',
      variantName: 'Standard',
      price: { base: 30, price: 30 },
      credits: 30,
      at: '2026-03-01T12:00:00.000Z',
    },
  });
  expect(answer.headers).not.toHaveProperty('idempotent-replayed');
  expect(await entriesOf(ledger, customer.ref)).toMatchObject([
    { number: 1 },
    {
      type: 'out',
      kind: 'purchase',
      reference: idOf(answer),
      label: 'Brushes, Standard',
      amount: 30,
      balance: 70,
    },
  ]);
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({
    version: 1,
    variants: { standard: { purchaseId: idOf(answer), since: '2026-03-01T12:00:00.000Z' } },
  });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

test('a free product is owned without an entry, also by an account in debt', async () => {
  const customer = await customerOf(0);
  await leaveInDebt(ledger, customer.ref, 5);
  const free = someProduct(customer.ref.agency, { id: 'free', variants: [someVariant({ price: 0 })] });
  await putProduct(ledger, free);
  const closed = someSettings(customer.ref.agency, { version: 1, creditPayments: false });
  await putGuarded(ledger.table, settingsWrite(closed));
  const answer = await customer.purchase(idOf(await customer.quote({ productId: 'free' })));
  expect(answer).toMatchObject({ status: 201, body: { credits: 0 } });
  expect(await entriesOf(ledger, customer.ref)).toHaveLength(1);
  expect(await ownedBy(ledger, customer.ref, 'free')).toMatchObject({ variants: { standard: {} } });
  expect(await customer.purchase(idOf(await customer.quote(standard)))).toMatchObject({
    body: { code: 'credit_payments_disabled' },
  });
});

test('a free purchase that also posts an expiry does not take the expiry’s entry as its own', async () => {
  const customer = await customerOf(0);
  const expiresAt = new Date(NOW + MINUTE_MS).toISOString();
  await move(ledger, customer.ref, {
    type: 'credit',
    kind: 'bonus',
    reference: 'b',
    amount: 9,
    class: 'promo',
    expiresAt,
  });
  await putProduct(
    ledger,
    someProduct(customer.ref.agency, { id: 'free', variants: [someVariant({ price: 0 })] }),
  );
  clock.now = NOW + 2 * MINUTE_MS;
  const id = await customer.buy({ productId: 'free' });
  expect(await customer.refund(id)).toMatchObject({ status: 200 });
  expect(await entriesOf(ledger, customer.ref)).toMatchObject([{ amount: 9 }, { kind: 'expiry', amount: 9 }]);
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

describe('the locked price holds after a change of the catalogue', () => {
  const spring: Promotion = {
    id: 'spring',
    name: 'Spring',
    from: new Date(NOW - MINUTE_MS).toISOString(),
    to: new Date(NOW + MINUTE_MS).toISOString(),
    discount: { percent: 50 },
  };

  test.each([
    ['the price went up', { variants: [someVariant({ price: 90 })] }],
    ['the price went down', { variants: [someVariant({ price: 1 })] }],
    ['the variant was deleted', { variants: [someVariant({ id: 'other' })] }],
    ['the product was taken off sale', { onSale: false }],
    ['the product was reserved for others', { eligibility: { accounts: ['somebody'] } }],
    ['a promotion began', { promotions: [spring] }],
  ])('%s', async (_, change) => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    await putProduct(ledger, { ...twoVariants(customer.ref.agency), version: 1, ...change });
    expect(await customer.purchase(quoteId)).toMatchObject({ status: 201, body: { credits: 30 } });
    expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 70 });
  });

  test('the promotion ended', async () => {
    const customer = await customerOf();
    const product = { ...twoVariants(customer.ref.agency), version: 1, promotions: [spring] };
    await putProduct(ledger, product);
    const quoteId = idOf(await customer.quote(standard));
    clock.now = NOW + 5 * MINUTE_MS;
    expect(await customer.quote(standard)).toMatchObject({ body: { price: { price: 30 } } });
    expect(await customer.purchase(quoteId)).toMatchObject({
      status: 201,
      body: { credits: 15, price: { base: 30, promotion: { id: 'spring', discount: 15 }, price: 15 } },
    });
  });
});

describe('a purchase is refused without a debit', () => {
  /** Tries to buy, and holds that nothing has moved. */
  const attempt = async ({ ref, purchase }: Awaited<ReturnType<typeof customerOf>>, quoteId: string) => {
    const before = [await readAccount(ledger, ref), await ownedBy(ledger, ref)];
    const answer = await purchase(quoteId);
    expect([await readAccount(ledger, ref), await ownedBy(ledger, ref)]).toEqual(before);
    return answer;
  };

  test('when the quote has expired', async () => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    clock.now = NOW + 10 * MINUTE_MS;
    expect(await attempt(customer, quoteId)).toMatchObject({ status: 409, body: { code: 'quote_expired' } });
    clock.now = NOW + 10 * MINUTE_MS - 1;
    expect(await customer.purchase(quoteId)).toMatchObject({ status: 201 });
  });

  test('when the product is already owned by another quote', async () => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    await customer.buy(standard);
    expect(await attempt(customer, quoteId)).toMatchObject({ status: 409, body: { code: 'already_owned' } });
  });

  test('when the product is already owned and the credits are spent', async () => {
    const customer = await customerOf(30);
    const quoteId = idOf(await customer.quote(standard));
    await customer.buy(standard);
    expect(await attempt(customer, quoteId)).toMatchObject({ status: 409, body: { code: 'already_owned' } });
  });

  test('when credits are insufficient; it succeeds once there are enough', async () => {
    const customer = await customerOf(20);
    const quoteId = idOf(await customer.quote(standard));
    const short = { status: 402, body: { code: 'insufficient_credits', available: 20, shortfall: 10 } };
    expect(await attempt(customer, quoteId)).toMatchObject(short);
    await give(ledger, customer.ref, 10);
    expect(await customer.purchase(quoteId)).toMatchObject({ status: 201 });
  });

  test('when the account is in debt', async () => {
    const customer = await customerOf(0);
    const quoteId = idOf(await customer.quote(standard));
    await leaveInDebt(ledger, customer.ref, 5);
    expect(await attempt(customer, quoteId)).toMatchObject({
      status: 402,
      body: { code: 'account_in_debt', debt: 5 },
    });
  });

  test('while the agency has paused payments', async () => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    const closed = someSettings(customer.ref.agency, { version: 1, creditPayments: false });
    await putGuarded(ledger.table, settingsWrite(closed));
    expect(await attempt(customer, quoteId)).toMatchObject({
      status: 409,
      body: { code: 'credit_payments_disabled' },
    });
  });

  test('when the quote does not exist', async () => {
    const customer = await customerOf();
    const bought = await customer.buy(standard);
    for (const id of ['quo_none', 'x', bought, bought.slice(4)]) {
      expect(await attempt(customer, id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  test('when the quote belongs to another account (I8)', async () => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    for (const stranger of [
      { ...customer.ref, account: 'neighbour' },
      await accountOfOpenAgency(ledger),
      someAccount(),
    ]) {
      await give(ledger, stranger, 100);
      expect(await buyerAt(ledger, stranger).purchase(quoteId)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
      expect(await readAccount(ledger, stranger)).toMatchObject({ balance: 100 });
    }
    expect(await customer.readQuote(quoteId)).toMatchObject({ body: { status: 'open' } });
  });
});

describe('a repeat gets the first answer under any key', () => {
  test('also when the balance is too low, the quote has expired and payments are paused', async () => {
    const customer = await customerOf(30);
    const quoteId = idOf(await customer.quote(standard));
    const first = await customer.purchase(quoteId, 'key');
    clock.now = NOW + 60 * MINUTE_MS;
    const closed = someSettings(customer.ref.agency, { version: 1, creditPayments: false });
    await putGuarded(ledger.table, settingsWrite(closed));
    const again = await customer.purchase(quoteId, 'key');
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
  });

  test('also after a refund', async () => {
    const customer = await customerOf();
    const quoteId = idOf(await customer.quote(standard));
    const first = await customer.purchase(quoteId, 'key');
    await customer.refund(idOf(first));
    const again = await customer.purchase(quoteId, 'key');
    expect(again.body).toEqual(first.body);
    expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 100 });
    expect((await customer.purchase(quoteId, 'other')).body).toEqual(first.body);
  });
});

test('a second variant adds to the first, and its download record stays', async () => {
  const customer = await customerOf();
  const first = await customer.buy(standard);
  await noteDownload(ledger, customer.ref, 'standard');
  const second = await customer.buy(large);
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({
    version: 3,
    variants: {
      standard: { purchaseId: first, downloaded: { version: '1.0' } },
      large: { purchaseId: second },
    },
  });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 20 });
});

test('a quote made before the first purchase can buy the other variant after it', async () => {
  const customer = await customerOf();
  const quoteId = idOf(await customer.quote(large));
  await customer.buy(standard);
  expect(await customer.purchase(quoteId)).toMatchObject({ status: 201 });
  expect(Object.keys((await ownedBy(ledger, customer.ref)).variants).toSorted()).toEqual([
    'large',
    'standard',
  ]);
});

describe('the purchases of an account', () => {
  test('are listed newest first, each as its own page shows it', async () => {
    const customer = await customerOf();
    const first = await customer.buy(standard);
    clock.now = NOW + MINUTE_MS;
    const second = await customer.buy(large);
    await customer.refund(first);
    const { body } = await customer.purchases();
    expect(body).toMatchObject({
      items: [
        { id: second, status: 'complete', credits: 50, refund: { allowed: true, reasons: [] } },
        { id: first, status: 'refunded', credits: 30, refundedAt: '2026-03-01T12:01:00.000Z' },
      ],
      cursor: null,
    });
    const both = await Promise.all([second, first].map((id) => customer.readPurchase(id)));
    expect(body['items']).toEqual(both.map((one) => one.body));
  });

  test('come in pages that join to the whole list', async () => {
    const customer = await customerOf();
    const first = await customer.buy(standard);
    clock.now = NOW + 1;
    const second = await customer.buy(large);
    const page = await customer.purchases({ limit: '1' });
    expect(page).toMatchObject({ body: { items: [{ id: second }], cursor: expect.any(String) } });
    expect(
      await customer.purchases({ limit: '1', cursor: z.string().parse(page.body['cursor']) }),
    ).toMatchObject({
      body: { items: [{ id: first }] },
    });
    expect(await customer.purchases({ cursor: 'x' })).toMatchObject({ body: { code: 'invalid_cursor' } });
  });

  test('are hidden from other accounts (I8)', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    for (const stranger of [{ ...customer.ref, account: 'neighbour' }, someAccount()]) {
      const other = buyerAt(ledger, stranger);
      expect(await other.purchases()).toMatchObject({ status: 200, body: { items: [], cursor: null } });
      expect(await other.readPurchase(id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

test.each([{}, { quoteId: '' }, { quoteId: 'a b' }, { quoteId: 'quo_1', price: 1 }])(
  'the body %j is refused',
  async (body) => {
    const customer = await customerOf(0);
    const { ref } = customer;
    expect(await buyerAt(ledger, ref).purchaseWith(body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  },
);

test.each(['constructor', 'toString', 'hasOwnProperty'])(
  'a variant named %s is sold like any other',
  async (id) => {
    const ref = await accountOfOpenAgency(ledger);
    const variants = [someVariant({ id, price: 10 }), someVariant({ id: 'other', price: 10 })];
    await putProduct(ledger, someProduct(ref.agency, { variants }));
    await give(ledger, ref, 20);
    const customer = buyerAt(ledger, ref);
    const purchaseId = await customer.buy({ productId: 'brushes', variantId: id });
    await customer.buy({ productId: 'brushes', variantId: 'other' });
    expect(Object.keys((await ownedBy(ledger, ref)).variants).toSorted()).toEqual([id, 'other'].toSorted());
    expect(await customer.refund(purchaseId)).toMatchObject({ status: 200 });
    expect(Object.keys((await ownedBy(ledger, ref)).variants)).toEqual(['other']);
    expect(await readAccount(ledger, ref)).toMatchObject({ balance: 10 });
  },
);
