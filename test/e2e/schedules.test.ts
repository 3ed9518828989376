import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { batchedUsage } from '../support/batched-usage.ts';
import { type Customer, newCustomer, entryText } from '../support/customer.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { erasureItem } from '../../shared/table/items/erasure.ts';
import { erasureKey, erasureListKey } from '../../shared/table/keys.ts';
import { callApi } from '../support/http.ts';
import { ledgerAt } from '../support/ledger.ts';
import { PATIENCE } from '../support/patience.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let admin: Admin;
beforeAll(async () => {
  stack = await startTestStack();
  admin = await adminOf(stack.api);
});
afterAll(() => stack.stop());

/** Gives somebody new 40 credits. @param expiresIn milliseconds; for good unless given */
const give = async (expiresIn?: number) => {
  const customer = await newCustomer(stack.api);
  await admin.call(agencyRoutes.createAdjustment, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': randomId('key') },
    body: {
      type: 'in',
      amount: 40,
      reason: 'a gift',
      create: true,
      ...(expiresIn !== undefined && { expiresAt: instant(Date.now() + expiresIn) }),
    },
  });
  return customer;
};

test('the sweeper posts expired credits once and leaves the rest', async () => {
  const [expiring, kept] = [await give(2000), await give()];
  const sweep = stack.schedules.find((id) => id.startsWith('Sweeping')) ?? '';
  await vi.waitFor(async () => {
    await stack.runSchedule(sweep);
    expect((await expiring.entries()).map(entryText)).toEqual(['in adjustment 40 = 40', 'out expiry 40 = 0']);
  }, PATIENCE);
  await stack.runSchedule(sweep);
  expect(await expiring.entries()).toHaveLength(2);
  expect((await kept.entries()).map(entryText)).toEqual(['in adjustment 40 = 40']);
});

test('the nightly run audits the ledger, and the events of usage in the bucket', async () => {
  const customer = await give();
  await customer.spend(15);
  await batchedUsage(admin, customer);
  await stack.reconcile('nightly');
  const audit = (await admin.reports()).find(({ provider }) => provider === 'ledger');
  expect(audit).toMatchObject({ pass: 'nightly', status: 'complete', mismatchCount: 0 });
  expect(audit?.seen).toBeGreaterThan(0);
  // The turn of the agency was an invocation of its own.
  const { used } = stack.grantsSeen();
  expect(used).toContainEqual(expect.stringMatching(/^reconciler lambda:InvokeFunction /));
  expect(used).toContainEqual(expect.stringMatching(/^reconciler s3:GetObject .*\/usage\//));
});

/** Lets a new customer use up a credit by usage. @returns the id of its batch */
const usedUp = async (customer: Customer): Promise<string> => {
  await admin.call(agencyRoutes.createAdjustment, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': 'credit' },
    body: { type: 'in', amount: 1, reason: 'A credit', create: true },
  });
  return await batchedUsage(admin, customer);
};

test('the sweeper completes an erasure that its request had no time for', async () => {
  const customer = await newCustomer(stack.api);
  const { account } = customer;
  const params = { accountId: account };
  await admin.call(agencyRoutes.putProfile, { params, body: { name: 'Ada' } });
  const usageBatchId = await usedUp(customer);
  const requestId = await customer.ask();
  await customer.call(routes.createUpload, {
    params: { requestId },
    body: { contentType: 'image/png', bytes: 1024 },
  });
  expect(await admin.call(agencyRoutes.eraseAccount, { params })).toMatchObject({
    status: 409,
    body: { code: 'account_not_settled', reasons: ['credit_requests'] },
  });
  await customer.call(routes.cancelCreditRequest, { params: { requestId } });
  const { table } = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
  const ref = { agency: 'demo', account };
  const begun = { requestedAt: instant(Date.now()), requestedBy: 'admin', retentionDays: 0, entries: 2 };
  await putGuarded(table, {
    key: erasureKey(ref),
    list: erasureListKey(ref),
    schema: erasureItem,
    item: { ...ref, ...begun, next: { step: 'sessions' } },
    version: 0,
  });
  expect(await admin.call(agencyRoutes.getErasure, { params })).toMatchObject({
    body: { status: 'running' },
  });
  await stack.runSchedule(stack.schedules.find((id) => id.startsWith('Sweeping')) ?? '');
  expect(await admin.call(agencyRoutes.getErasure, { params })).toMatchObject({ body: { status: 'done' } });
  expect(await admin.call(agencyRoutes.getProfile, { params })).toMatchObject({ status: 404 });
  const batch = { params: { ...params, usageBatchId } };
  expect(await admin.call(agencyRoutes.listAccountUsageBatch, batch)).toMatchObject({ status: 404 });
});

test('an erasure deletes the proofs and the usage of an account, and its sessions are over', async () => {
  const customer = await newCustomer(stack.api);
  const usageBatchId = await usedUp(customer);
  const params = { accountId: customer.account };
  const { token } = await admin.session(customer.account);
  const requestId = await customer.ask();
  await customer.call(routes.createUpload, {
    params: { requestId },
    body: { contentType: 'image/png', bytes: 1024 },
  });
  await customer.call(routes.cancelCreditRequest, { params: { requestId } });
  expect(await admin.call(agencyRoutes.eraseAccount, { params })).toMatchObject({
    status: 200,
    body: { status: 'done' },
  });
  expect(await callApi(stack.api, routes.getAccount, { token })).toMatchObject({ status: 401 });
  const batch = { params: { ...params, usageBatchId } };
  expect(await admin.call(agencyRoutes.listAccountUsageBatch, batch)).toMatchObject({ status: 404 });
});
