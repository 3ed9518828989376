import { expect, test } from 'vitest';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { packageBody, settingsBody, someAgency } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { getAgencyPackage, getSettings, listAgencyPackages, putPackage, putSettings } = agencyRoutes;
const params = { packageId: 'one' };

/** An agency in EUR with these providers. */
const agencyWith = async (...providers: Provider[]) => {
  const agency = await someAgency(ledger);
  const { headers } = await agency.call(getSettings);
  const ifMatch = { 'if-match': String(headers['etag']) };
  const body = { ...settingsBody, currency: 'EUR', providers };
  expect(await agency.call(putSettings, { headers: ifMatch, body })).toMatchObject({ status: 200 });
  return agency;
};

const priced = (amount: number, currency: string) => ({ ...packageBody, price: { amount, currency } });

test.each<[number, string, Provider[], string]>([
  [1000, 'ZZZ', ['stripe'], '/price/currency'],
  [1000, 'XXX', ['stripe'], '/price/currency'],
  [1000, 'DEM', [], '/price/currency'],
  [1000, 'KWD', ['paypal'], '/price'],
  [1005, 'KWD', ['stripe'], '/price'],
  [1050, 'MGA', ['stripe'], '/price'],
  [49, 'EUR', ['stripe'], '/price'],
  [17_499, 'HUF', ['stripe'], '/price'],
  [100_000_000, 'EUR', ['stripe'], '/price'],
  [17_550, 'HUF', ['paypal'], '/price'],
])('a package for %i minor units of %s is refused where the providers are %o', async (...row) => {
  const [amount, currency, providers, pointer] = row;
  const { call: admin } = await agencyWith(...providers);
  expect(await admin(putPackage, { params, body: priced(amount, currency) })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', faults: [{ pointer }] },
  });
  expect(await admin(getAgencyPackage, { params })).toMatchObject({ status: 404 });
});

test.each<[number, string, Provider[], object[]]>([
  [1000, 'EUR', ['stripe', 'paypal'], []],
  [1, 'EUR', [], []],
  [200_000, 'UGX', ['stripe'], [{ code: 'currency_differs' }]],
  [
    1010,
    'KWD',
    ['stripe', 'paypal'],
    [
      { code: 'currency_differs' },
      { code: 'not_chargeable', provider: 'paypal', reason: 'currency_not_supported' },
    ],
  ],
  [
    20,
    'EUR',
    ['stripe', 'paypal'],
    [{ code: 'not_chargeable', provider: 'stripe', reason: 'amount_too_small', minimum: 50 }],
  ],
])('a package for %i minor units of %s gets a note where the providers are %o', async (...row) => {
  const [amount, currency, providers, notes] = row;
  const { call: admin } = await agencyWith(...providers);
  const body = priced(amount, currency);
  expect(await admin(putPackage, { params, body })).toMatchObject({ status: 201, body: { notes } });
  expect((await admin(getAgencyPackage, { params })).body).toMatchObject({ notes });
  expect((await admin(listAgencyPackages)).body).toMatchObject({ items: [{ notes }] });
});

test.each([
  ['minimum', 'EUR', { unitPrice: 1, minimum: 49, maximum: 1000 }],
  ['minimum', 'HUF', { unitPrice: 100, minimum: 174, maximum: 1000 }],
  ['maximum', 'EUR', { unitPrice: 100, minimum: 10, maximum: 1_000_001 }],
  ['minimum', 'CLF', { unitPrice: 100_000, minimum: 10, maximum: 1000 }],
])('settings with an unchargeable %s in %s are refused: %o', async (field, currency, customAmount) => {
  const { call: admin } = await someAgency(ledger, { hasBegun: false });
  const body = { ...settingsBody, providers: ['stripe'], currency, customAmount };
  expect(await admin(putSettings, { body })).toMatchObject({
    status: 400,
    body: {
      code: 'invalid_request',
      faults: expect.arrayContaining([expect.objectContaining({ pointer: `/customAmount/${field}` })]),
    },
  });
  const { providers: _, ...withoutProviders } = body;
  const elsewhere = { ...withoutProviders, providers: [] };
  expect(await admin(putSettings, { body: elsewhere })).toMatchObject({ status: 201 });
});
