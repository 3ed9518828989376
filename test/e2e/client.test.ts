import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import {
  agencyClient,
  createAdjustment,
  createQuote,
  customerClient,
  getAccount,
  listAccounts,
  putSettings,
  startCheckout,
  type Events,
  type SettingsInput,
} from '@scrip/client';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { thankEverybody } from '../../packages/client/examples/agency.ts';
import { buyAndSpend } from '../../packages/client/examples/customer.ts';
import { receive } from '../../packages/client/examples/webhook.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const settings: SettingsInput = {
  name: 'Thanks',
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: ['stripe'],
  reversals: 'debt',
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  quoteMinutes: 10,
  invoiceRates: {},
  returnUrls: ['https://example.com/credits'],
};

const sessionOf = (claims: Record<string, unknown> = {}) => {
  const sub = `client-${randomUUID()}`;
  return () => tokenWith({ sub, ...claims });
};

test('the example of a customer buys, spends, and reads the history', async () => {
  const pay = (url: string) => {
    void payAt(url, 'paid');
  };

  expect(await buyAndSpend(stack.api, sessionOf(), pay)).toBe(
    'checkout, spend: 95 credits, as after entry 2',
  );
});

test('the example of an agency gives each account its credits once', async () => {
  const agency = `thanks-${randomUUID().slice(0, 8)}`;
  const key = await tokenWith({ agency_id: agency, scope: 'agency:read agency:write' });
  const scrip = agencyClient({ baseUrl: stack.api, credential: key });
  (await scrip.call(putSettings, { body: settings })).orThrow();
  for (const accountId of ['ada', 'grace']) {
    const body = { type: 'in', amount: 1, reason: 'Welcome', create: true } as const;
    (await scrip.call(createAdjustment, { params: { accountId }, body })).orThrow();
  }

  expect(await thankEverybody(stack.api, key, 'spring')).toEqual([]);
  expect(await thankEverybody(stack.api, key, 'spring')).toEqual([]);
  const balances: Record<string, number> = {};
  for await (const { account, balance } of scrip.list(listAccounts)) balances[account] = balance;
  expect(balances).toEqual({ ada: 11, grace: 11 });
});

test('the example of a webhook answers what is signed', async () => {
  const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  const event = { type: 'credits.spent', data: { amount: 7 } } satisfies {
    type: keyof Events;
    data: Record<string, unknown>;
  };
  const body = JSON.stringify(event);
  const at = new Date();
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
  };
  const request = (more: Record<string, string> = {}) =>
    new Request('https://example.com/events', { method: 'POST', body, headers: { ...headers, ...more } });

  expect(await (await receive(request(), [secret])).text()).toBe('7 credits spent');
  expect((await receive(request({ 'webhook-id': 'evt_2' }), [secret])).status).toBe(400);
});

test('a checkout that nobody pays is still open when patience ends', async () => {
  const scrip = customerClient({ baseUrl: stack.api, credential: sessionOf() });
  const result = await startCheckout(
    scrip,
    { provider: 'stripe', packageId: 'starter' },
    { open: () => {}, patienceMs: 0 },
  );

  expect(result).toMatchObject({
    ok: false,
    failure: { code: 'checkout_open', checkout: { status: 'open' } },
  });
});

test('an ETag spares what has not changed, and a refusal has its members', async () => {
  const scrip = customerClient({ baseUrl: stack.api, credential: sessionOf() });
  const first = await scrip.call(getAccount);
  const etag = first.ok ? (first.headers.get('etag') ?? '') : '';

  expect(await scrip.call(getAccount, { headers: { 'if-none-match': etag } })).toMatchObject({
    failure: { code: 'not_modified' },
  });
  const quote = await scrip.call(createQuote, { body: { productId: 'brushes' } });
  expect(quote).toMatchObject({
    ok: false,
    failure: { code: 'variant_required', variants: expect.arrayContaining(['standard']) },
  });
});

test('a bearer that is none is refused without a problem', async () => {
  const scrip = customerClient({ baseUrl: stack.api, credential: 'none' });

  expect(await scrip.call(getAccount)).toMatchObject({ ok: false, failure: { code: 'unauthorized' } });
});
