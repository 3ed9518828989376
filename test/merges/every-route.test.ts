import { beforeAll, expect, test } from 'vitest';
import type { Route } from '../../shared/http/route.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { ledgerRoutes } from '../../shared/http/routes/agency.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { routes } from '../../shared/http/routes.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { clientHandler } from '../support/account-handler.ts';
import { invoiceBody, packageBody, allowanceBody } from '../support/agency.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call, type Call } from '../support/api.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { accountOfOpenAgency, entriesOf, give, openTestLedger, readAccount } from '../support/ledger.ts';
import { promoCodesOn } from '../support/promo-codes.ts';
import { connecting } from '../support/providers.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const staff = agencyHandler(ledger);
const old = { agency: '', account: 'old' };

beforeAll(async () => {
  old.agency = (await accountOfOpenAgency(ledger, { transfers: { promo: true } })).agency;
  const heir = { ...old, account: 'heir' };
  for (const ref of [old, heir, { ...old, account: 'third' }]) await give(ledger, ref, 100);
  for (const [name, id, body] of [
    ['putPackage', 'packageId', packageBody],
    ['putAllowance', 'allowanceId', allowanceBody],
  ] as const)
    await call(staff, ledgerRoutes[name], { caller: adminAt(old.agency), params: { [id]: 'one' }, body });
  const merged = await mergeAccounts(ledger, { agency: old.agency, actor: 'admin' }, 'old', 'heir');
  if (!merged.ok) throw new Error(merged.error.code);
});

/** What never was there, or did not outlive the merge. */
const GONE = { status: 404 };
const MERGED = { status: 409, body: { code: 'account_merged', into: 'heir' } };
const NOBODY = 'nobody_1';

/** What the agency's routes that name an account and change something answer where it has merged, and what they are asked. */
const ofAgency: Record<string, { answer: object; body?: unknown; params?: Record<string, string> }> = {
  createAdjustment: { answer: MERGED, body: { type: 'in', amount: 1, reason: 'r' } },
  putCreditLimit: { answer: MERGED, body: { creditLimit: 7 } },
  createAccountSpend: { answer: MERGED, body: { amount: 1, reference: 'r' } },
  createAccountTransfer: { answer: MERGED, body: { to: { account: 'heir' }, amount: 1 } },
  createExpiryExtension: {
    answer: MERGED,
    body: { from: '2099-01-01T00:00:00.000Z', expiresAt: null, reason: 'r' },
  },
  createAccountHold: { answer: MERGED, body: { amount: 1, reference: 'r' } },
  captureAccountHold: { answer: GONE, body: {} },
  releaseAccountHold: { answer: GONE },
  createInvoice: { answer: MERGED, body: invoiceBody },
  putInvoice: { answer: GONE, body: invoiceBody },
  voidInvoice: { answer: GONE },
  createAccountSpender: { answer: MERGED, body: { name: 'Agent', kind: 'agent', limits: {} } },
  putAccountSpender: { answer: GONE, body: { name: 'Agent', kind: 'agent', limits: {} } },
  deleteAccountSpender: { answer: GONE },
  createAccountSpenderKey: {
    answer: { body: { code: 'unknown_spender' } },
    body: { spender: NOBODY, name: 'Agent' },
  },
  revokeAccountSpenderKey: { answer: GONE },
  setOrderStatus: { answer: GONE, body: { status: 'done' } },
  refundOrder: { answer: GONE },
  refundAccountPurchase: { answer: GONE },
  // Refunds of what it had bought are for the heir.
  createSpendRefund: { answer: GONE, body: { entry: 1, at: '2026-01-01T00:00:00.000Z' } },
  putProfile: { answer: MERGED, body: { name: 'Ada' } },
  deleteProfile: { answer: GONE },
  mergeAccount: { answer: MERGED, body: { into: 'third' } },
  removeAllowanceAccount: { answer: GONE, params: { allowanceId: 'one' } },
};

/** They say of an account what there is of it: they change nothing that a customer could miss. */
const isOfAccount = ({ path }: Route): boolean => path.includes('{accountId}');

const changes = ({ method, scope }: Route): boolean => method !== 'GET' && scope !== 'agency:read';

/** Of other Lambdas: sessions, erasure and export have tests beside this one, invitations in theirs. */
const ELSEWHERE = ['createSession', 'endSessions', 'eraseAccount', 'exportAccount', 'inviteCustomer'];

const agencys: Record<string, Route> = ledgerRoutes;

test('every route of the agency that changes something of an account says what it does with one that merged', () => {
  const known = new Set([...Object.keys(ofAgency), ...ELSEWHERE]);
  const missing = Object.entries<Route>(routes).filter(
    ([name, route]) => isOfAccount(route) && changes(route) && !known.has(name),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

const askAgency = (name: string, { params, ...request }: Pick<Call, 'params' | 'body'>) => {
  const route = agencys[name];
  if (!route) throw new TypeError(name);
  const ids = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => [id, NOBODY]);
  return call(staff, route, {
    caller: adminAt(old.agency),
    params: { ...Object.fromEntries(ids), accountId: 'old', ...params },
    headers: { 'idempotency-key': 'k', 'if-match': '"1"' },
    ...request,
  });
};

test.each(Object.entries(ofAgency))(
  '%s posts nothing to an account that merged',
  async (name, { answer, ...request }) => {
    expect(await askAgency(name, request)).toMatchObject(answer);
  },
);

/** Of each Lambda that customers call: with a token from before the merge, until the authorizer has looked again. */
const lambdas = () =>
  [
    [accountRoutes, clientHandler(ledger)],
    [storeRoutes, storeHandler(ledger)],
    [checkoutRoutes, checkoutHandler(ledger, connecting())],
  ] as const;

/** What needs nothing of the account that did not outlive the merge. */
const BEGINS = new Set([
  'createSpend',
  'createHold',
  'createTransfer',
  'createSpender',
  'createGift',
  'createRedemption',
  'createCreditRequest',
  'createCheckout',
]);

test('with a token from before the merge a customer begins nothing on the old account', async () => {
  const [code] = await promoCodesOn(ledger).make(old.agency);
  const bodies: Record<string, unknown> = {
    createTransfer: { to: { account: 'third' }, amount: 1 },
    createRedemption: { code },
    createCreditRequest: { method: 'bank_transfer', packageId: 'one' },
    createCheckout: { provider: 'stripe', packageId: 'one' },
  };
  for (const [own, handler] of lambdas()) {
    const all: Record<string, Route> = own;
    for (const [name, route] of Object.entries(all).filter(([, one]) => one.method !== 'GET')) {
      const ids = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => [id, NOBODY]);
      const { status, body } = await call(handler, route, {
        caller: old,
        params: Object.fromEntries(ids),
        headers: { 'idempotency-key': 'k' },
        body: bodies[name] ?? route.example?.body,
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect({ name, isMerged: body['code'] === 'account_merged' }).toEqual({
        name,
        isMerged: BEGINS.has(name),
      });
    }
  }
});

test('after all of it the old account is as the merge left it', async () => {
  expect(await readAccount(ledger, old)).toMatchObject({ balance: 0, debt: 0, lots: [], mergedInto: 'heir' });
  expect(await entriesOf(ledger, old)).toHaveLength(2);
});
