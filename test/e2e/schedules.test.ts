import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { newCustomer, entryText } from '../support/customer.ts';
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

test('the nightly run audits the ledger', async () => {
  const customer = await give();
  await customer.spend(15);
  await stack.reconcile('nightly');
  const audit = (await admin.reports()).find(({ provider }) => provider === 'ledger');
  expect(audit).toMatchObject({ pass: 'nightly', status: 'complete', mismatchCount: 0 });
  expect(audit?.seen).toBeGreaterThan(0);
});
