import { describe, expect, test } from 'vitest';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { purchaseView } from '../../shared/http/routes/store/purchase-views.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
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
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const clock = { now: NOW };
const ledger = openTestLedger({ now: () => clock.now });

/** A customer at an agency with a product at 30 credits, that takes it back for 14 days unless it was downloaded. */
const customerOf = async ({
  credits = 100,
  price = 30,
  ...settings
}: Partial<Settings> & { credits?: number; price?: number } = {}) => {
  clock.now = NOW;
  const ref = await accountOfOpenAgency(ledger, settings);
  const variants = [someVariant({ price }), someVariant({ id: 'large', price: 50 })];
  await putProduct(ledger, someProduct(ref.agency, { variants }));
  if (credits > 0) await give(ledger, ref, credits);
  return { ref, ...buyerAt(ledger, ref) };
};

const standard = { productId: 'brushes', variantId: 'standard' };

const promo = (amount: number, expiresAt: number) =>
  ({
    type: 'credit',
    kind: 'bonus',
    reference: 'bonus',
    amount,
    class: 'promo',
    expiresAt: new Date(expiresAt).toISOString(),
  }) as const;

test('a refund returns the credits, ends the ownership and shows its time', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  clock.now = NOW + DAY_MS;
  const answer = await customer.refund(id);
  expect(answer).toMatchObject({
    status: 200,
    body: { id, status: 'refunded', credits: 30, refundedAt: '2026-03-02T12:00:00.000Z' },
  });
  expect(answer.body).not.toHaveProperty('refund');
  expect((await customer.readPurchase(id)).body).toEqual(answer.body);
  expect((await entriesOf(ledger, customer.ref)).at(-1)).toMatchObject({
    type: 'in',
    kind: 'purchase_refund',
    reference: id,
    label: 'Brushes, Standard',
    amount: 30,
    balance: 100,
  });
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({ version: 2, variants: {} });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

test('credits return to their lots with class and expiry', async () => {
  const customer = await customerOf({ credits: 0, price: 60 });
  await move(ledger, customer.ref, promo(20, NOW + 5 * DAY_MS), promo(25, NOW + 9 * DAY_MS));
  await give(ledger, customer.ref, 40);
  const before = (await readAccount(ledger, customer.ref)).lots;
  const id = await customer.buy(standard);
  expect((await readAccount(ledger, customer.ref)).lots).toMatchObject([{ class: 'paid', amount: 25 }]);
  await customer.refund(id);
  expect((await readAccount(ledger, customer.ref)).lots).toEqual(before);
});

test('credits that expired in the meantime return as expired', async () => {
  const customer = await customerOf({ credits: 20 });
  await move(ledger, customer.ref, promo(20, NOW + DAY_MS));
  const id = await customer.buy(standard);
  clock.now = NOW + 2 * DAY_MS;
  expect(await customer.refund(id)).toMatchObject({ status: 200 });
  expect(await customer.quote(standard)).toMatchObject({ body: { available: 20, shortfall: 10 } });
});

test('a refund pays a new debt first', async () => {
  const customer = await customerOf({ credits: 30 });
  const id = await customer.buy(standard);
  await leaveInDebt(ledger, customer.ref, 12);
  await customer.refund(id);
  expect(await readAccount(ledger, customer.ref)).toMatchObject({
    balance: 18,
    debt: 0,
    lots: [{ amount: 18 }],
  });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

test('a repeated refund gets the purchase’s current state and moves nothing', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  const first = await customer.refund(id);
  clock.now = NOW + 100 * DAY_MS;
  const again = await customer.refund(id);
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 100, entries: 3 });
});

test('a free purchase is refunded without an entry', async () => {
  const customer = await customerOf({ credits: 0, price: 0 });
  const id = await customer.buy(standard);
  expect(await customer.refund(id)).toMatchObject({ status: 200, body: { status: 'refunded', credits: 0 } });
  expect(await entriesOf(ledger, customer.ref)).toEqual([]);
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({ variants: {} });
});

test('only the refunded variant loses its ownership', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  const other = await customer.buy({ productId: 'brushes', variantId: 'large' });
  await customer.refund(id);
  expect((await ownedBy(ledger, customer.ref)).variants).toMatchObject({ large: { purchaseId: other } });
  expect((await ownedBy(ledger, customer.ref)).variants).not.toHaveProperty('standard');
});

test('a refunded product can be bought and refunded again', async () => {
  const customer = await customerOf();
  const early = idOf(await customer.quote(standard));
  await customer.refund(await customer.buy(standard));
  const second = idOf(await customer.purchase(early));
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({
    variants: { standard: { purchaseId: second } },
  });
  await customer.refund(second);
  const third = await customer.buy(standard);
  expect(await ownedBy(ledger, customer.ref)).toMatchObject({
    version: 5,
    variants: { standard: { purchaseId: third } },
  });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 70 });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

describe('a purchase says beforehand whether it can be refunded', () => {
  /** Tries to give it back, holds that nothing has moved, and that the first reason is the answer. */
  const whyNot = async (customer: Awaited<ReturnType<typeof customerOf>>, id: string) => {
    const before = [await readAccount(ledger, customer.ref), await ownedBy(ledger, customer.ref)];
    const told = purchaseView.parse((await customer.readPurchase(id)).body);
    expect((await customer.purchases()).body['items']).toEqual([told]);
    const codes = told.refund?.reasons.map(({ code }) => code) ?? [];
    expect(await customer.refund(id)).toMatchObject({ status: 409, body: { code: codes[0] } });
    expect([await readAccount(ledger, customer.ref), await ownedBy(ledger, customer.ref)]).toEqual(before);
    return codes;
  };

  test('refused when the agency offers no refunds', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    const { purchaseRefunds: _, ...settings } = someSettings(customer.ref.agency, { version: 1 });
    await putGuarded(ledger.table, settingsWrite(settings));
    expect(await whyNot(customer, id)).toEqual(['refund_not_offered']);
  });

  test('allowed up to the last millisecond of the window, refused after it', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    clock.now = NOW + 14 * DAY_MS;
    expect(await whyNot(customer, id)).toEqual(['refund_window_over']);
    clock.now = NOW + 14 * DAY_MS - 1;
    expect(await customer.readPurchase(id)).toMatchObject({
      body: { refund: { allowed: true, reasons: [] } },
    });
    expect(await customer.refund(id)).toMatchObject({ status: 200 });
  });

  test('refused after a download, unless the agency allows it', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    await noteDownload(ledger, customer.ref, 'standard');
    expect(await whyNot(customer, id)).toEqual(['refund_after_download']);
    const generous = { purchaseRefunds: { days: 14, afterDownload: true } };
    await putGuarded(
      ledger.table,
      settingsWrite(someSettings(customer.ref.agency, { version: 1, ...generous })),
    );
    expect(await customer.refund(id)).toMatchObject({ status: 200 });
  });

  test('refused with every reason at once', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    await noteDownload(ledger, customer.ref, 'standard');
    clock.now = NOW + 20 * DAY_MS;
    expect(await whyNot(customer, id)).toEqual(['refund_window_over', 'refund_after_download']);
  });

  test('allowed when only another variant was downloaded', async () => {
    const customer = await customerOf();
    const id = await customer.buy(standard);
    await customer.buy({ productId: 'brushes', variantId: 'large' });
    await noteDownload(ledger, customer.ref, 'large');
    expect(await customer.refund(id)).toMatchObject({ status: 200 });
    expect(await ownedBy(ledger, customer.ref)).toMatchObject({
      variants: { large: { downloaded: { version: '1.0' } } },
    });
  });
});

test('32 parallel refunds of one purchase return its credits once', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  const answers = await Promise.all(Array.from({ length: 32 }, () => customer.refund(id)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 100, entries: 3 });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

test('a download just before the refund’s write still counts', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  const late = ledgerWhereMeanwhile(() => noteDownload(ledger, customer.ref, 'standard'), {
    now: () => clock.now,
  });
  expect(await buyerAt(late, customer.ref).refund(id)).toMatchObject({
    status: 409,
    body: { code: 'refund_after_download' },
  });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 70 });
});

test('a purchase of another variant just before the refund’s write survives', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  const late = ledgerWhereMeanwhile(() => customer.buy({ productId: 'brushes', variantId: 'large' }), {
    now: () => clock.now,
  });
  expect(await buyerAt(late, customer.ref).refund(id)).toMatchObject({ status: 200 });
  expect(Object.keys((await ownedBy(ledger, customer.ref)).variants)).toEqual(['large']);
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 50 });
  expect(await findingsOf(ledger, customer.ref)).toEqual([]);
});

test('I8: no other account can refund a purchase', async () => {
  const customer = await customerOf();
  const id = await customer.buy(standard);
  for (const stranger of [{ ...customer.ref, account: 'neighbour' }, someAccount()]) {
    expect(await buyerAt(ledger, stranger).refund(id)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  }
  expect(await customer.refund('pur_none')).toMatchObject({ status: 404 });
  expect(await readAccount(ledger, customer.ref)).toMatchObject({ balance: 70 });
});
