import { expect, test } from 'vitest';
import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { invoiceBody } from '../support/agency.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { type Call, call, type Handler } from '../support/api.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { clientHandler } from '../support/account-handler.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { storeHandler } from '../support/store-handler.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();
const agency = agencyHandler(ledger);
const checkout = checkoutHandler(ledger, connecting());
const client = clientHandler(ledger);
const store = storeHandler(ledger);

const params = { accountId: 'customer' };

test.each<[string, Handler, Route, Call]>([
  ['getSettings', agency, agencyRoutes.getSettings, {}],
  [
    'createAdjustment',
    agency,
    agencyRoutes.createAdjustment,
    { params, body: { type: 'in', amount: 5, reason: 'hello' } },
  ],
  ['createInvoice', agency, agencyRoutes.createInvoice, { params, body: invoiceBody }],
  [
    'createPromoCodes',
    agency,
    agencyRoutes.createPromoCodes,
    { body: { name: 'Spring', credits: 5, codes: 1 } },
  ],
  ['getAccount', client, accountRoutes.getAccount, {}],
  ['listPackages', client, accountRoutes.listPackages, {}],
  ['listProducts', store, storeRoutes.listProducts, {}],
  ['listServices', store, storeRoutes.listServices, {}],
  ['listInvoices', store, storeRoutes.listInvoices, {}],
  ['createRedemption', store, storeRoutes.createRedemption, { body: { code: 'SUMMER' } }],
  [
    'createCreditRequest',
    store,
    storeRoutes.createCreditRequest,
    { body: { method: 'crypto', credits: 20 } },
  ],
  ['createCheckout', checkout, checkoutRoutes.createCheckout, { body: { provider: 'stripe', credits: 20 } }],
])(
  'an agency without settings gets a problem that says how to start: %s',
  async (_, handler, route, request) => {
    const ref = someAccount();
    const answer = await call(handler, route, {
      caller: route.scope.startsWith('agency:') ? adminAt(ref.agency) : ref,
      headers: { 'idempotency-key': 'k' },
      ...request,
    });
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'not_found', detail: expect.stringContaining('PUT /v1/agency/settings') },
    });
  },
);
