import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Product } from '../../shared/table/items/product.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { accountOfOpenAgency, give, leaveInDebt, openTestLedger, someAccount } from '../support/ledger.ts';

const ledger = openTestLedger();

/** A customer with credits, at an agency with this one product. */
const customerOf = async (product: Partial<Product>, credits = 100, region?: string) => {
  const ref = await accountOfOpenAgency(ledger);
  await putProduct(ledger, someProduct(ref.agency, product));
  if (credits > 0) await give(ledger, ref, credits);
  return { ref, ...buyerAt(ledger, ref, region) };
};

const page = z.object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().nullable() });

test('a product shows its price, whether it is owned, and whether it can be bought', async () => {
  const customer = await customerOf({ description: 'For painters', category: 'tools' });
  expect(await customer.product()).toMatchObject({
    status: 200,
    body: {
      id: 'brushes',
      name: 'Brushes',
      description: 'For painters',
      category: 'tools',
      eligible: { allowed: true, reasons: [] },
      variants: [
        {
          id: 'standard',
          name: 'Standard',
          price: { base: 30, price: 30 },
          owned: false,
          affordable: true,
          shortfall: 0,
          buy: { allowed: true, reasons: [] },
        },
      ],
    },
  });
});

test('the list shows each product as its own page does', async () => {
  const customer = await customerOf({ variants: [someVariant(), someVariant({ id: 'large', price: 300 })] });
  await customer.buy({ productId: 'brushes', variantId: 'standard' });
  const { body } = await customer.product();
  expect(body).toMatchObject({
    variants: [
      { owned: true, buy: { reasons: [{ code: 'already_owned' }] } },
      {
        owned: false,
        affordable: false,
        shortfall: 230,
        buy: { reasons: [{ code: 'insufficient_credits' }] },
      },
    ],
  });
  expect((await customer.products()).body).toEqual({ items: [body], cursor: null });
});

test('the price is the customer’s regional price, less a running promotion', async () => {
  const promotions = [
    {
      id: 'spring',
      name: 'Spring',
      from: '2020-01-01T00:00:00.000Z',
      to: '2099-01-01T00:00:00.000Z',
      discount: { percent: 25 },
    },
  ];
  const variants = [someVariant({ regionalPrices: { BR: 20 } })];
  const customer = await customerOf({ promotions, variants }, 15, 'BR');
  expect(await customer.product()).toMatchObject({
    body: {
      variants: [
        {
          price: {
            base: 30,
            regional: { region: 'BR', price: 20 },
            promotion: { id: 'spring', name: 'Spring', discount: 5, to: '2099-01-01T00:00:00.000Z' },
            price: 15,
          },
          affordable: true,
        },
      ],
    },
  });
});

test.each([
  ['BR', { regional: { region: 'BR', price: 20 }, price: 20 }],
  ['br', { regional: { region: 'BR', price: 20 }, price: 20 }],
  ['Br', { regional: { region: 'BR', price: 20 }, price: 20 }],
  [undefined, { regional: { region: 'DE', price: 25 }, price: 25 }],
  ['', { regional: { region: 'DE', price: 25 }, price: 25 }],
  ['../br', { regional: { region: 'DE', price: 25 }, price: 25 }],
  ['brasil é bom', { regional: { region: 'DE', price: 25 }, price: 25 }],
])('a region of %j in the token gets that region’s price, or the default', async (region, price) => {
  const ref = await accountOfOpenAgency(ledger, { defaultRegion: 'DE' });
  const variants = [someVariant({ regionalPrices: { BR: 20, DE: 25 } })];
  await putProduct(ledger, someProduct(ref.agency, { variants }));
  const { body } = await buyerAt(ledger, ref, region).product();
  expect(body).toMatchObject({ variants: [{ price }] });
});

test('a product reserved for others is not found by its id and not listed', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const reserved = (accounts: string[], version = 0) =>
    putProduct(ledger, someProduct(ref.agency, { version, eligibility: { accounts } }));
  const { product, products } = buyerAt(ledger, ref);
  await reserved(['somebody']);
  expect(await product()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await products()).toMatchObject({ status: 200, body: { items: [] } });
  await reserved(['somebody', ref.account], 1);
  expect(await product()).toMatchObject({ status: 200, body: { eligible: { allowed: true } } });
  expect(await products()).toMatchObject({ status: 200, body: { items: [{ id: 'brushes' }] } });
});

describe('products asked for by id', () => {
  test('come in the order of the ids, once each, without those that the customer may not see', async () => {
    const { ref, products } = await customerOf({});
    for (const id of ['house', 'garden'])
      await putProduct(ledger, someProduct(ref.agency, { id, onSale: id === 'house' }));
    await putProduct(ledger, someProduct(ref.agency, { id: 'vip', eligibility: { accounts: ['somebody'] } }));
    expect(await products({ ids: 'house,garden,brushes,vip,house,nothing' })).toMatchObject({
      status: 200,
      body: { items: [{ id: 'house' }, { id: 'brushes' }], cursor: null },
    });
  });

  test('include an owned product that is no longer on sale', async () => {
    const customer = await customerOf({});
    await customer.buy({ productId: 'brushes', variantId: 'standard' });
    await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, onSale: false }));
    expect(await customer.products()).toMatchObject({ body: { items: [] } });
    expect(await customer.products({ ids: 'brushes' })).toMatchObject({
      body: { items: [{ id: 'brushes', variants: [{ owned: true }] }] },
    });
  });

  test.each([
    ['more than 49', { ids: Array.from({ length: 50 }, (_, index) => `p${index}`).join(',') }],
    ['none', { ids: '' }],
    ['what is no id', { ids: 'house,../x' }],
    ['a category beside them', { ids: 'house', category: 'tools' }],
  ])('%s is refused', async (_, query) => {
    const { products } = await customerOf({});
    expect(await products(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('a product that cannot be bought says why', () => {
  test('all reasons are listed in a fixed order', async () => {
    const ref = await accountOfOpenAgency(ledger, { creditPayments: false });
    const product = someProduct(ref.agency, { eligibility: { regions: ['FR'] } });
    await putProduct(ledger, product);
    expect(await buyerAt(ledger, ref).product()).toMatchObject({
      body: {
        eligible: { allowed: false, reasons: [{ code: 'not_eligible', title: expect.any(String) }] },
        variants: [
          {
            affordable: false,
            shortfall: 30,
            buy: {
              allowed: false,
              reasons: [
                { code: 'not_eligible' },
                { code: 'credit_payments_disabled' },
                { code: 'insufficient_credits' },
              ],
            },
          },
        ],
      },
    });
  });

  test('for an account in debt', async () => {
    const customer = await customerOf({}, 0);
    await leaveInDebt(ledger, customer.ref, 7);
    expect(await customer.product()).toMatchObject({
      body: {
        variants: [{ affordable: false, shortfall: 37, buy: { reasons: [{ code: 'account_in_debt' }] } }],
      },
    });
  });

  test('except a free one, which needs no credits', async () => {
    const customer = await customerOf({ variants: [someVariant({ price: 0 })] }, 0);
    expect(await customer.product()).toMatchObject({
      body: { variants: [{ affordable: true, shortfall: 0, buy: { allowed: true } }] },
    });
  });
});

test('a product no longer on sale is shown to its owners only', async () => {
  const customer = await customerOf({});
  await customer.buy();
  await putProduct(ledger, someProduct(customer.ref.agency, { version: 1, onSale: false }));
  expect(await customer.product()).toMatchObject({
    status: 200,
    body: {
      variants: [
        { owned: true, buy: { reasons: [{ code: 'product_not_available' }, { code: 'already_owned' }] } },
      ],
    },
  });
  expect((await customer.products()).body).toEqual({ items: [], cursor: null });
  const neighbour = buyerAt(ledger, { ...customer.ref, account: 'neighbour' });
  expect(await neighbour.product()).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('a refunded product is not shown as owned', async () => {
  const customer = await customerOf({});
  await customer.refund(await customer.buy());
  expect(await customer.product()).toMatchObject({ body: { variants: [{ owned: false }] } });
});

describe('the catalogue', () => {
  const categories = ['tools', 'Öle & Farben', '絵の具', '~~~~~', 'tools!', 'ＦＵＬＬ', '%23', '', '🎨'];

  test.each([1, 4, 100])('in pages of %d lists every product once, whatever its category', async (limit) => {
    const ref = await accountOfOpenAgency(ledger);
    const ids = categories.flatMap((category, index) =>
      ['a', 'b'].map((letter) => ({ id: `${letter}${index}`, ...(category !== '' && { category }) })),
    );
    await Promise.all(ids.map((one) => putProduct(ledger, someProduct(ref.agency, one))));
    const shown: string[] = [];
    for (let query: Record<string, string> = { limit: String(limit) }; ;) {
      const { items, cursor } = page.parse((await buyerAt(ledger, ref).products(query)).body);
      shown.push(...items.map(({ id }) => id));
      if (cursor === null) break;
      query = { ...query, cursor };
    }
    expect(shown.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
  });

  test.each(categories.filter(Boolean))(
    'filtered by category lists that category only: %s',
    async (category) => {
      const ref = await accountOfOpenAgency(ledger);
      const others = categories.filter((other) => other !== category);
      await putProduct(ledger, someProduct(ref.agency, { id: 'wanted', category }));
      await Promise.all(
        others.map((other, index) =>
          putProduct(
            ledger,
            someProduct(ref.agency, { id: `p${index}`, ...(other !== '' && { category: other }) }),
          ),
        ),
      );
      const { items } = page.parse((await buyerAt(ledger, ref).products({ category })).body);
      expect(items.map(({ id }) => id)).toEqual(['wanted']);
    },
  );

  test('of an empty category is empty, and an invalid category is refused', async () => {
    const customer = await customerOf({ category: 'tools' });
    for (const category of ['tool', 'toolset']) {
      expect(await customer.products({ category })).toMatchObject({ status: 200, body: { items: [] } });
    }
    expect(await customer.products({ category: '\uD800' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  test('a cursor of another list is refused', async () => {
    const customer = await customerOf({});
    for (const position of [['x'], ['#zzz', 'PRODUCTS#other', 'zzz', 'more'], ['']]) {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
      expect(await customer.products({ cursor })).toMatchObject({
        status: 400,
        body: { code: 'invalid_cursor' },
      });
    }
  });
});

test('I8: an agency does not see the products of another agency', async () => {
  const customer = await customerOf({});
  const stranger = buyerAt(ledger, await accountOfOpenAgency(ledger));
  expect(await stranger.product()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await stranger.products()).toMatchObject({ body: { items: [] } });
  expect(await customer.product()).toMatchObject({ status: 200 });
});

test('an unknown product and an agency without settings are not found', async () => {
  const customer = await customerOf({});
  expect(await customer.product(randomId('product'))).toMatchObject({ status: 404 });
  const nobody = buyerAt(ledger, someAccount());
  expect(await nobody.product()).toMatchObject({ status: 404 });
  expect(await nobody.products()).toMatchObject({ status: 404 });
});

test.each(['0', '101', 'x', '-1'])('a limit of %s is refused', async (limit) => {
  const customer = buyerAt(ledger, someAccount());
  expect(await customer.products({ limit })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});
