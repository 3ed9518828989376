import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes, ledgerRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import {
  invoiceBody,
  packageBody,
  productBody,
  serviceBody,
  settingsBody,
  someAgency,
  allowanceBody,
  meterBody,
} from '../support/agency.ts';
import { putService } from '../support/bills.ts';
import { buyerAt } from '../support/buyer.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { orderOne } from '../support/orders.ts';
import { openTestLedger } from '../support/ledger.ts';
import { csvRows, promoCodesOn } from '../support/promo-codes.ts';

const ledger = openTestLedger();
const change = z.looseObject({ actor: z.string(), kind: z.string(), before: z.json(), after: z.json() });

test('every route that changes something outside the ledger adds one audit log entry', async () => {
  const { agency, ref, call, etagOf, changes } = await someAgency(ledger);
  const routes: Record<string, Route> = ledgerRoutes;
  const pending = new Set(
    Object.entries(routes)
      .filter(([, { method, scope }]) => method !== 'GET' && scope !== 'agency:read')
      .map(([name]) => name),
  );
  let known = z.array(change).parse(await changes()).length;

  const leaves = async (name: string, expected: object, act: () => Promise<unknown>) => {
    await act();
    const all = z.array(change).parse(await changes({ limit: '100' }));
    expect({ name, more: all.length - known }).toEqual({ name, more: 1 });
    expect(all.some((one) => Object.entries(expected).every(([field, value]) => one[field] === value))).toBe(
      true,
    );
    known = all.length;
    pending.delete(name);
  };
  const done = async (route: Route, request: Parameters<typeof call>[1]) => {
    const answer = await call(route, request);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer;
  };

  await leaves('putSettings', { actor: 'admin', kind: 'settings' }, async () =>
    done(agencyRoutes.putSettings, {
      headers: { 'if-match': await etagOf(agencyRoutes.getSettings) },
      body: { ...settingsBody, name: 'Other' },
    }),
  );
  const kept = [
    [
      'Package',
      'packageId',
      agencyRoutes.putPackage,
      agencyRoutes.getAgencyPackage,
      agencyRoutes.deletePackage,
      packageBody,
    ],
    [
      'Product',
      'productId',
      agencyRoutes.putProduct,
      agencyRoutes.getAgencyProduct,
      agencyRoutes.deleteProduct,
      productBody,
    ],
    [
      'Service',
      'serviceId',
      agencyRoutes.putService,
      agencyRoutes.getAgencyService,
      agencyRoutes.deleteService,
      serviceBody,
    ],
    ['Meter', 'meterId', agencyRoutes.putMeter, agencyRoutes.getMeter, agencyRoutes.deleteMeter, meterBody],
    [
      'Allowance',
      'allowanceId',
      agencyRoutes.putAllowance,
      agencyRoutes.getAllowance,
      agencyRoutes.deleteAllowance,
      allowanceBody,
    ],
  ] as const;
  for (const [what, param, put, get, remove, body] of kept) {
    const params = { [param]: 'one' };
    const kind = what.toLowerCase();
    await leaves(`put${what}`, { actor: 'admin', kind, before: null }, () => done(put, { params, body }));
    await leaves(`delete${what}`, { actor: 'admin', kind, after: null }, async () =>
      done(remove, { params, headers: { 'if-match': await etagOf(get, params) } }),
    );
  }
  const given = { allowanceId: 'monthly' };
  await done(agencyRoutes.putAllowance, { params: given, body: allowanceBody });
  known += 1;
  await leaves('addAllowanceAccounts', { actor: 'admin', kind: 'allowance_account', before: null }, () =>
    done(agencyRoutes.addAllowanceAccounts, { params: given, body: { accounts: ['member'], create: true } }),
  );
  await leaves('removeAllowanceAccount', { actor: 'admin', kind: 'allowance_account', after: null }, () =>
    done(agencyRoutes.removeAllowanceAccount, { params: { ...given, accountId: 'member' } }),
  );
  const params = { accountId: 'customer' };
  await leaves('putProfile', { actor: 'admin', kind: 'profile', before: null }, () =>
    done(agencyRoutes.putProfile, { params, body: { name: 'Ada' } }),
  );
  await leaves('deleteProfile', { actor: 'admin', kind: 'profile', after: null }, async () =>
    done(agencyRoutes.deleteProfile, {
      params,
      headers: { 'if-match': await etagOf(agencyRoutes.getProfile, params) },
    }),
  );
  const headers = { 'idempotency-key': 'k' };
  let keyId = '';
  await leaves('createApiKey', { actor: 'admin', kind: 'api_key', before: null }, async () => {
    const { body } = await done(agencyRoutes.createApiKey, {
      headers,
      body: { name: 'Shop', scopes: ['agency:read'] },
    });
    keyId = z.object({ id: z.string() }).parse(body).id;
  });
  await leaves('revokeApiKey', { actor: 'admin', kind: 'api_key', after: null }, () =>
    done(agencyRoutes.revokeApiKey, { params: { keyId } }),
  );
  await leaves('createAdjustment', { actor: 'admin', kind: 'adjustment' }, () =>
    done(agencyRoutes.createAdjustment, {
      params,
      headers,
      body: { type: 'in', amount: 5, reason: 'r', create: true },
    }),
  );
  await leaves('putCreditLimit', { actor: 'admin', kind: 'credit_limit' }, () =>
    done(agencyRoutes.putCreditLimit, { params, body: { creditLimit: 5 } }),
  );
  const from = '2099-01-01T00:00:00.000Z';
  await done(agencyRoutes.createAdjustment, {
    params,
    headers: { 'idempotency-key': 'expiring' },
    body: { type: 'in', amount: 5, reason: 'r', expiresAt: from },
  });
  known += 1;
  await leaves('createExpiryExtension', { actor: 'admin', kind: 'expiry_extension' }, () =>
    done(agencyRoutes.createExpiryExtension, {
      params,
      headers,
      body: { from, expiresAt: null, reason: 'r' },
    }),
  );
  await done(agencyRoutes.createAdjustment, {
    params: { accountId: 'friend' },
    headers,
    body: { type: 'in', amount: 5, class: 'paid', reason: 'r', create: true },
  });
  known += 1;
  await leaves('createAccountTransfer', { actor: 'admin', kind: 'transfer' }, () =>
    done(agencyRoutes.createAccountTransfer, {
      params: { accountId: 'friend' },
      headers,
      body: { to: { account: params.accountId }, amount: 1 },
    }),
  );
  await leaves('createAccountSpend', { actor: 'admin', kind: 'spend' }, () =>
    done(agencyRoutes.createAccountSpend, { params, headers, body: { amount: 3, reference: 'order' } }),
  );
  const { body: spend } = await done(agencyRoutes.createAccountSpend, {
    params,
    headers: { 'idempotency-key': 'more' },
    body: { amount: 1, reference: 'order' },
  });
  known += 1;
  const { entry } = z.object({ entry: z.object({ number: z.int(), at: z.string() }) }).parse(spend);
  await leaves('createSpendRefund', { actor: 'admin', kind: 'spend_refund' }, () =>
    done(agencyRoutes.createSpendRefund, { params, headers, body: { entry: entry.number, at: entry.at } }),
  );
  let holdId = '';
  await leaves('createAccountHold', { actor: 'admin', kind: 'hold', before: null }, async () => {
    const body = { amount: 2, reference: 'job' };
    const { body: hold } = await done(agencyRoutes.createAccountHold, { params, headers, body });
    holdId = z.string().parse(hold['id']);
  });
  await leaves('captureAccountHold', { actor: 'admin', kind: 'hold' }, () =>
    done(agencyRoutes.captureAccountHold, {
      params: { ...params, holdId },
      headers,
      body: { amount: 1, final: false },
    }),
  );
  await leaves('releaseAccountHold', { actor: 'admin', kind: 'hold' }, () =>
    done(agencyRoutes.releaseAccountHold, { params: { ...params, holdId } }),
  );
  let spenderId = '';
  const spender = { name: 'Agent', kind: 'agent', limits: { perDay: 5 } };
  await leaves('createAccountSpender', { actor: 'admin', kind: 'spender', before: null }, async () => {
    const { body } = await done(agencyRoutes.createAccountSpender, { params, headers, body: spender });
    spenderId = z.string().parse(body['id']);
  });
  await leaves('putAccountSpender', { actor: 'admin', kind: 'spender' }, () =>
    done(agencyRoutes.putAccountSpender, {
      params: { ...params, spenderId },
      body: { ...spender, limits: { perDay: 6 } },
    }),
  );
  let spenderKeyId = '';
  await leaves('createAccountSpenderKey', { actor: 'admin', kind: 'api_key', before: null }, async () => {
    const key = { spender: spenderId, name: 'Agent' };
    const { body } = await done(agencyRoutes.createAccountSpenderKey, { params, headers, body: key });
    spenderKeyId = z.string().parse(body['id']);
  });
  await leaves('revokeAccountSpenderKey', { actor: 'admin', kind: 'api_key', after: null }, () =>
    done(agencyRoutes.revokeAccountSpenderKey, { params: { ...params, keyId: spenderKeyId } }),
  );
  await leaves('deleteAccountSpender', { actor: 'admin', kind: 'spender', after: null }, () =>
    done(agencyRoutes.deleteAccountSpender, { params: { ...params, spenderId } }),
  );
  await putService(ledger.table, agency, { price: 1 });
  await putProduct(ledger, someProduct(agency, { variants: [someVariant({ price: 1 })] }));
  const orderId = await orderOne(ledger, ref());
  await leaves('setOrderStatus', { actor: 'admin', kind: 'order' }, () =>
    done(agencyRoutes.setOrderStatus, { params: { ...params, orderId }, body: { status: 'done' } }),
  );
  await leaves('refundOrder', { actor: 'admin', kind: 'order' }, () =>
    done(agencyRoutes.refundOrder, { params: { ...params, orderId } }),
  );
  const purchaseId = await buyerAt(ledger, ref()).buy();
  await leaves('refundAccountPurchase', { actor: 'admin', kind: 'purchase_refund' }, () =>
    done(agencyRoutes.refundAccountPurchase, { params: { ...params, purchaseId } }),
  );
  let invoiceId = '';
  await leaves('createInvoice', { actor: 'admin', kind: 'invoice', before: null }, async () => {
    const { body } = await done(agencyRoutes.createInvoice, { params, headers, body: invoiceBody });
    invoiceId = z.string().parse(body['id']);
  });
  const invoice = { ...params, invoiceId };
  await leaves('putInvoice', { actor: 'admin', kind: 'invoice' }, async () =>
    done(agencyRoutes.putInvoice, {
      params: invoice,
      headers: { 'if-match': await etagOf(agencyRoutes.getAgencyInvoice, invoice) },
      body: { ...invoiceBody, number: '2' },
    }),
  );
  await leaves('voidInvoice', { actor: 'admin', kind: 'invoice' }, () =>
    done(agencyRoutes.voidInvoice, { params: invoice }),
  );
  const codes = promoCodesOn(ledger);
  let code = '';
  await leaves('createPromoCodes', { actor: 'admin', kind: 'promo_codes', before: null }, async () => {
    [[code = ''] = []] = csvRows((await codes.create(agency)).body);
  });
  await leaves('withdrawPromoCodes', { actor: 'admin', kind: 'promo_codes' }, () =>
    codes.withdraw(agency, code),
  );

  await leaves('mergeAccount', { actor: 'admin', kind: 'merge' }, () =>
    done(agencyRoutes.mergeAccount, { params: { accountId: 'friend' }, body: { into: params.accountId } }),
  );

  expect([...pending]).toEqual([]);
});
