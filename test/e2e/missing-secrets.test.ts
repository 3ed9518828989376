import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { approveAt } from '../../infra/local/demo/sandbox-client.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/agency/accounts.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { adminOf } from '../support/admin.ts';
import { newCustomer } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { forgetQuickly, startEndpoint } from '../support/receiving.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

/** Waits until a Lambda has failed at a message. */
const failed = (lambda: string) =>
  vi.waitFor(
    () =>
      expect(stack.log.filter((line) => line.includes(lambda)).join('\n')).toMatch(
        /message (?:failed|retried)/,
      ),
    PATIENCE,
  );

test('while the signing secrets are missing, nothing is sent unsigned and nothing is lost', async () => {
  const admin = await adminOf(stack.api);
  const receiver = await startEndpoint(admin);
  const secrets = await stack.putSecret('demo', 'endpoints', undefined);
  await forgetQuickly(stack.endpoints.sqs);
  const customer = await newCustomer(stack.api);
  // No payment: the payment worker would remember the keys that the next test takes away.
  await admin.call(accountRoutes.createAdjustment, {
    params: { accountId: customer.account },
    headers: { 'idempotency-key': randomId('key') },
    body: { type: 'in', amount: 10, reason: 'goodwill', create: true },
  });
  await failed('event-sender');
  expect(receiver.sent()).toBe(0);

  await stack.putSecret('demo', 'endpoints', secrets);
  await vi.waitFor(
    () => expect(receiver.events.map(({ subject }) => subject)).toContain(customer.account),
    PATIENCE,
  );
});

test('a payment approved before the agency’s credentials went missing is captured once they are back', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin({ credits: 30 }, 'paypal');
  const keys = await stack.putSecret('demo', 'providers', undefined);
  await approveAt(url, 'approve_and_leave');
  await failed('payment-worker');
  expect(await customer.checkout(id)).toMatchObject({ status: 'open' });

  await stack.putSecret('demo', 'providers', keys);
  expect(await customer.complete(id)).toMatchObject({ status: 'paid' });
  expect(await customer.balance()).toBe(30);
});

test('an agency without credentials sells nothing, and the reconciler continues with the next agency', async () => {
  await stack.putSecret('other', 'providers', undefined);
  const customer = await newCustomer(stack.api, { agency: 'other' });
  const refused = await customer.call(checkoutRoutes.createCheckout, {
    headers: { 'idempotency-key': randomId('key') },
    body: { provider: 'stripe', packageId: 'starter' },
  });
  expect([refused.status, refused.body]).toEqual([
    409,
    expect.objectContaining({ code: 'provider_not_available' }),
  ]);

  const admin = await adminOf(stack.api, 'other');
  const settings = await admin.call(agencyRoutes.getSettings, {});
  expect(settings.body).toMatchObject({
    providerOffers: ['stripe', 'paypal'].map((provider) => ({
      provider,
      offered: false,
      reason: 'credentials_missing',
    })),
  });

  await stack.reconcile('recent');
  expect(await admin.reports()).toEqual([]);
  expect(await (await adminOf(stack.api)).reports()).not.toEqual([]);
});
