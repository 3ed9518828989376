import { expect, test } from 'vitest';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import { err } from '../../shared/kernel/result.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import type { Connection } from '../../shared/payments/provider.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { call } from '../support/api.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { checkoutHandler, willingProvider } from '../support/checkout-handler.ts';
import {
  accountOfOpenAgency,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { paidFact } from '../support/payments.ts';
import { someSettings } from '../support/settings.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();

const customer = async (more: Parameters<typeof accountOfOpenAgency>[1] = {}): Promise<AccountRef> => {
  const caller = await accountOfOpenAgency(ledger, more);
  await putPackage(ledger.table, somePackage(caller.agency));
  return caller;
};

const starter = { provider: 'stripe', packageId: 'starter' };

const buy = (open: Connection['open'], caller: AccountRef, body: unknown = starter, key = 'k') =>
  call(checkoutHandler(ledger, connecting({ open })), checkoutRoutes.createCheckout, {
    caller,
    headers: { 'idempotency-key': key },
    body,
  });

test('a package is bought at its price, with its bonus credits', async () => {
  const { asked, open } = willingProvider();
  const answer = await buy(open, await customer());
  expect(answer).toMatchObject({
    status: 201,
    body: {
      status: 'open',
      provider: 'stripe',
      packageId: 'starter',
      credits: 100,
      bonusCredits: 10,
      price: { amount: 1000, currency: 'EUR' },
      url: expect.stringContaining('https://pay.example/chk_'),
    },
  });
  expect(asked).toMatchObject([{ label: 'Starter', returnUrl: 'https://shop.example/credits' }]);
});

test.each([
  [10, 100],
  [1000, 10_000],
])('a custom amount has the price per credit: %i credits for %i', async (credits, amount) => {
  const answer = await buy(willingProvider().open, await customer(), { provider: 'stripe', credits });
  expect(answer).toMatchObject({ status: 201, body: { credits, bonusCredits: 0, price: { amount } } });
});

const customAmount = {
  unitPrice: 10,
  minimum: 10,
  maximum: 1000,
  bonusTiers: [
    { fromCredits: 500, bonusCredits: 50 },
    { fromCredits: 1000, bonusCredits: 150 },
  ],
};

test.each([
  [499, 0],
  [500, 50],
  [999, 50],
  [1000, 150],
])('the last bonus tier that %i credits reach gives %i more for the same price', async (credits, bonus) => {
  const caller = await customer({ customAmount });
  const answer = await buy(willingProvider().open, caller, { provider: 'stripe', credits });
  expect(answer).toMatchObject({
    status: 201,
    body: { credits, bonusCredits: bonus, price: { amount: credits * 10 } },
  });
});

test('a checkout keeps the bonus that its tier gave, whatever the settings say later', async () => {
  const caller = await customer({ customAmount });
  const body = { provider: 'stripe', credits: 500 };
  const first = await buy(willingProvider().open, caller, body);
  const item = { ...someSettings(caller.agency), version: 1 };
  await putGuarded(ledger.table, { key: settingsKey(caller.agency), schema: settingsItem, item, version: 1 });
  const again = await buy(willingProvider().open, caller, body);
  expect(again.body).toEqual({ ...first.body, bonusCredits: 50 });
  const other = await buy(willingProvider().open, caller, body, 'other');
  expect(other).toMatchObject({ status: 201, body: { bonusCredits: 0 } });
});

test('the same key returns the same checkout, and the provider is called once', async () => {
  const caller = await customer();
  const { asked, open } = willingProvider();
  const first = await buy(open, caller);
  const again = await buy(open, caller);
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' }, body: first.body });
  expect(asked).toHaveLength(1);
});

test('16 parallel requests with one key make one checkout', async () => {
  const caller = await customer();
  const { open } = willingProvider();
  const answers = await Promise.all(Array.from({ length: 16 }, () => buy(open, caller)));
  expect(new Set(answers.map(({ body }) => body['id']))).toHaveProperty('size', 1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
});

test('after a crash before the provider call, the same key continues at the first price', async () => {
  const caller = await customer();
  const down: Connection['open'] = async () => err({ code: 'provider_unreachable' });
  expect(await buy(down, caller)).toMatchObject({ status: 503, body: { code: 'provider_unreachable' } });
  await putPackage(ledger.table, somePackage(caller.agency, { price: { amount: 9999, currency: 'EUR' } }));
  const { asked, open } = willingProvider();
  expect(await buy(open, caller)).toMatchObject({ status: 201, body: { price: { amount: 1000 } } });
  expect(asked).toHaveLength(1);
});

test('after a crash more than an hour ago, the same key returns an expired checkout and calls no provider', async () => {
  const caller = await customer();
  await buy(async () => err({ code: 'provider_unreachable' }), caller);
  const { asked, open } = willingProvider();
  const later = openTestLedger({ now: () => Date.now() + 61 * 60_000 });
  const ask = () =>
    call(checkoutHandler(later, connecting({ open })), checkoutRoutes.createCheckout, {
      caller,
      headers: { 'idempotency-key': 'k' },
      body: starter,
    });
  const answers = await Promise.all([ask(), ask()]);
  for (const answer of [...answers, await ask()])
    expect(answer).toMatchObject({ status: 201, body: { status: 'expired' } });
  expect(asked).toEqual([]);
});

test('a checkout that closes while its provider is slow has no payment page; a payment there is still credited', async () => {
  const caller = await customer();
  const { asked, open } = willingProvider();
  const later = openTestLedger({ now: () => Date.now() + 61 * 60_000 });
  const ask = () =>
    call(checkoutHandler(later, connecting({ open })), checkoutRoutes.createCheckout, {
      caller,
      headers: { 'idempotency-key': 'k' },
      body: starter,
    });
  const slow: Connection['open'] = async (checkout) => {
    const session = await open(checkout);
    expect(await ask()).toMatchObject({ body: { status: 'expired' } });
    return session;
  };
  const answer = await buy(slow, caller);
  expect(answer).toMatchObject({ status: 201, body: { status: 'expired' } });
  expect(answer.body).not.toHaveProperty('url');
  const [checkout] = asked;
  if (!checkout) throw new Error('not asked');
  await takeFactsInto(ledger)(caller.agency, 'stripe', paidFact(checkout));
  expect(await ask()).toMatchObject({ body: { id: checkout.id, status: 'paid' } });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 110 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('a repeat after the payment returns the paid checkout without a payment page', async () => {
  const caller = await customer();
  const { asked, open } = willingProvider();
  await buy(open, caller);
  const id = asked[0]?.id ?? '';
  const taken = await takeFactsInto(ledger)(caller.agency, 'stripe', {
    type: 'payment',
    paymentId: randomId('pi'),
    status: 'paid',
    money: { amount: 1000, currency: 'EUR' },
    at: instant(Date.now()),
    checkoutId: id,
    account: caller.account,
  });
  expect(taken.ok).toBe(true);

  const again = await buy(open, caller);
  expect(again).toMatchObject({ status: 201, body: { id, status: 'paid' } });
  expect(again.body).not.toHaveProperty('url');
});

test('another request under the same key is refused', async () => {
  const caller = await customer();
  const { open } = willingProvider();
  await buy(open, caller);
  expect(await buy(open, caller, { provider: 'stripe', credits: 50 })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
});

test.each([
  ['one of the agency’s origins', 'https://shop.example/other/page?tab=credits'],
  ['the portal', 'https://credits.example/a/acme/return'],
])('the return URL may be on %s', async (_case, returnUrl) => {
  const caller = await customer();
  const { asked, open } = willingProvider();
  expect(await buy(open, caller, { ...starter, returnUrl })).toMatchObject({ status: 201 });
  expect(asked).toMatchObject([{ returnUrl }]);
});

test.each<[string, object, Parameters<typeof customer>[0], number, string]>([
  ['an unknown package', { provider: 'stripe', packageId: 'none' }, {}, 409, 'package_not_available'],
  ['too few credits', { provider: 'stripe', credits: 9 }, {}, 422, 'amount_out_of_bounds'],
  ['too many credits', { provider: 'stripe', credits: 1001 }, {}, 422, 'amount_out_of_bounds'],
  [
    'a provider that the agency does not use',
    { ...starter, provider: 'paypal' },
    {},
    409,
    'provider_not_available',
  ],
  ['an agency that has paused sales', starter, { creditSales: false }, 409, 'credit_sales_disabled'],
  [
    'a return URL of another site',
    { ...starter, returnUrl: 'https://evil.example/credits' },
    {},
    422,
    'return_url_not_allowed',
  ],
  [
    'a look-alike return URL',
    { ...starter, returnUrl: 'https://shop.example.evil.example/' },
    {},
    422,
    'return_url_not_allowed',
  ],
  ['a script for a return URL', { ...starter, returnUrl: 'javascript:alert(1)' }, {}, 400, 'invalid_request'],
  ['both package and amount', { ...starter, credits: 10 }, {}, 400, 'invalid_request'],
  ['neither package nor amount', { provider: 'stripe' }, {}, 400, 'invalid_request'],
  ['part of a credit', { provider: 'stripe', credits: 10.5 }, {}, 400, 'invalid_request'],
  ['a caller’s own price', { ...starter, price: { amount: 1, currency: 'EUR' } }, {}, 400, 'invalid_request'],
  ['an unknown provider', { ...starter, provider: 'cash' }, {}, 400, 'invalid_request'],
])('%s is refused, and no provider is called', async (_, body, settings, status, code) => {
  const { asked, open } = willingProvider();
  expect(await buy(open, await customer(settings), body)).toMatchObject({ status, body: { code } });
  expect(asked).toEqual([]);
});

test('a package that is not on sale is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await putPackage(ledger.table, somePackage(caller.agency, { onSale: false }));
  expect(await buy(willingProvider().open, caller)).toMatchObject({
    body: { code: 'package_not_available' },
  });
});

test.each([
  [{ amount: 1000, currency: 'ZZZ' }, { reason: 'currency_not_supported' }],
  [
    { amount: 49, currency: 'EUR' },
    { reason: 'amount_too_small', minimum: 50 },
  ],
  [
    { amount: 1005, currency: 'KWD' },
    { reason: 'amount_not_whole', step: 10 },
  ],
])('a price that the provider cannot charge is refused before the call: %o', async (price, reason) => {
  const caller = await accountOfOpenAgency(ledger);
  await putPackage(ledger.table, somePackage(caller.agency, { price }));
  const { asked, open } = willingProvider();
  expect(await buy(open, caller)).toMatchObject({
    status: 409,
    body: { code: 'price_not_chargeable', ...reason },
  });
  expect(asked).toEqual([]);
});

test('I8: a package of another agency is not found', async () => {
  const other = await customer();
  await putPackage(ledger.table, somePackage(other.agency, { id: 'theirs' }));
  const answer = await buy(willingProvider().open, await customer(), {
    provider: 'stripe',
    packageId: 'theirs',
  });
  expect(answer).toMatchObject({ status: 409, body: { code: 'package_not_available' } });
});

test('an agency without settings is not found', async () => {
  expect(await buy(willingProvider().open, someAccount())).toMatchObject({ status: 404 });
});

test('under a key that was used before its account merged, the customer gets the checkout of then, and no second page to pay at', async () => {
  const { asked, open } = willingProvider();
  const old = await customer();
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir]) await give(ledger, ref, 1);
  const { body } = await buy(open, old);
  const merged = await mergeAccounts(ledger, { agency: old.agency, actor: 'admin' }, old.account, 'heir');
  expect(merged).toMatchObject({ ok: true });
  expect(await buy(open, heir)).toMatchObject({ status: 201, body });
  expect(await buy(open, heir, { provider: 'stripe', credits: 10 })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(asked).toHaveLength(1);
});
