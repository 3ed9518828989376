import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import { noteConnections } from '../../shared/payments/note-connections.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { clientHandler } from '../support/account-handler.ts';
import { settingsBody, someAgency } from '../support/agency.ts';
import { adminAt } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();
const PROVIDERS: Provider[] = ['stripe', 'paypal'];
const NO_METHODS = { methods: {}, steps: [{ name: 'review' }], remindAfterHours: 24, expireAfterDays: 14 };

/** An agency that sells at these providers alone, and where it has credentials; a test may change that. */
const shop = async (enabled: Provider[], credentials: Provider[]) => {
  const caller = await accountOfOpenAgency(ledger, { providers: enabled, requests: NO_METHODS });
  await putPackage(ledger.table, somePackage(caller.agency));
  const has = new Set(credentials);
  const connected = connecting();
  const connect: Connect = async (agency, provider) =>
    has.has(provider) ? await connected(agency, provider) : undefined;
  const checkout = checkoutHandler(ledger, connect);
  const client = clientHandler(ledger);
  return {
    caller,
    has,
    check: async () =>
      (await call(checkout, checkoutRoutes.checkProviders, { caller: adminAt(caller.agency) })).body,
    offered: async () => (await call(client, accountRoutes.listPackages, { caller })).body['providers'],
    canBuy: async () => (await call(client, accountRoutes.getAccount, { caller })).body,
    buy: (provider: Provider) =>
      call(checkout, checkoutRoutes.createCheckout, {
        caller,
        headers: { 'idempotency-key': randomId('key') },
        body: { provider, packageId: 'starter' },
      }),
  };
};

const subsets: Provider[][] = [[], ['stripe'], ['paypal'], ['stripe', 'paypal']];
const pairs = subsets.flatMap((enabled) => subsets.map((credentials) => ({ enabled, credentials })));

test.each(pairs)(
  'enabled $enabled, credentials for $credentials: what is offered can be bought, and nothing else',
  async ({ enabled, credentials }) => {
    const { check, offered, canBuy, buy } = await shop(enabled, credentials);
    const expected = enabled.filter((provider) => credentials.includes(provider));
    expect(await check()).toEqual({
      providers: PROVIDERS.map((provider) => {
        if (!enabled.includes(provider)) return { provider, offered: false, reason: 'not_enabled' };
        return credentials.includes(provider)
          ? { provider, offered: true }
          : { provider, offered: false, reason: 'credentials_missing' };
      }),
    });
    expect(await offered()).toEqual(expected);
    expect(await canBuy()).toMatchObject({
      allowed: {
        buyCredits: {
          allowed: expected.length > 0,
          reasons: expected.length > 0 ? [] : [{ code: 'no_payment_method' }],
        },
      },
    });
    for (const provider of PROVIDERS)
      expect(await buy(provider)).toMatchObject(
        expected.includes(provider)
          ? { status: 201 }
          : { status: 409, body: { code: 'provider_not_available' } },
      );
  },
);

test('a checkout that finds no credentials ends the offer, and takes none of the account’s places', async () => {
  const { has, offered, buy, check } = await shop(['stripe'], ['stripe']);
  expect(await offered()).toEqual(['stripe']);
  has.clear();
  for (let attempt = 0; attempt < 30; attempt += 1)
    expect(await buy('stripe')).toMatchObject({ body: { code: 'provider_not_available' } });
  expect(await offered()).toEqual([]);
  has.add('stripe');
  await check();
  expect(await offered()).toEqual(['stripe']);
  expect(await buy('stripe')).toMatchObject({ status: 201 });
});

test('a package that a provider cannot charge is not offered there', async () => {
  const { caller } = await shop(['stripe', 'paypal'], PROVIDERS);
  // PayPal charges no Icelandic kronur.
  const price = { amount: 2000, currency: 'ISK' };
  await putPackage(ledger.table, somePackage(caller.agency, { id: 'iceland', price }));
  expect(await call(clientHandler(ledger), accountRoutes.listPackages, { caller })).toMatchObject({
    body: {
      providers: ['stripe', 'paypal'],
      items: [
        { id: 'iceland', providers: ['stripe'] },
        { id: 'starter', providers: ['stripe', 'paypal'] },
      ],
    },
  });
});

test('an agency that begins is told that it has no credentials yet; one from before sells on until somebody looks', async () => {
  const { agency, call: admin } = await someAgency(ledger, { hasBegun: false });
  const missing = PROVIDERS.map((provider) => ({ provider, offered: false, reason: 'credentials_missing' }));
  expect(await admin(agencyRoutes.putSettings, { body: settingsBody })).toMatchObject({
    status: 201,
    body: { providerOffers: missing },
  });
  expect(await admin(agencyRoutes.getSettings)).toMatchObject({ body: { providerOffers: missing } });
  await noteConnections(ledger, agency, { paypal: true });
  const seen = [missing[0], { provider: 'paypal', offered: true }];
  const read = await admin(agencyRoutes.getSettings);
  expect(read).toMatchObject({ body: { providerOffers: seen } });
  // A new name leaves what was seen as it is.
  const headers = { 'if-match': String(read.headers['etag']) };
  const renamed = await admin(agencyRoutes.putSettings, { headers, body: { ...read.body, name: 'New' } });
  expect(renamed).toMatchObject({ status: 200, body: { name: 'New', providerOffers: seen } });

  const old = await shop(['stripe'], []);
  expect(await old.offered()).toEqual(['stripe']);
});

test('an agency without settings is not found', async () => {
  const { agency } = await someAgency(ledger, { hasBegun: false });
  const handler = checkoutHandler(ledger, connecting());
  expect(await call(handler, checkoutRoutes.checkProviders, { caller: adminAt(agency) })).toMatchObject({
    status: 404,
  });
});
