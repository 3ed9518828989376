import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import {
  agencyClient,
  awaitCheckout,
  createQuote,
  createSpend,
  customerClient,
  getAccount,
  getAccountAt,
  getAgencyAccount,
  listAccounts,
  listEntries,
  reportUsage,
  ScripError,
  type Account,
  type Client,
  type Entry,
  type PastBalance,
  type Spend,
  type UsageDryRun,
} from '@scrip/client';

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown } | Error;

/** A client whose requests get these answers, one after the other. */
const answered = (...answers: Answer[]) => {
  const asked = vi.fn<typeof fetch>();
  for (const answer of answers) {
    if (answer instanceof Error) asked.mockRejectedValueOnce(answer);
    else {
      const { status = 200, headers = {}, body = {} } = answer;
      const type = status >= 400 ? 'application/problem+json' : 'application/json';
      asked.mockResolvedValueOnce(
        new Response(status === 304 ? null : JSON.stringify(body), {
          status,
          headers: { 'content-type': type, ...headers },
        }),
      );
    }
  }
  const client = customerClient({ baseUrl: 'https://api.example', credential: 'token', fetch: asked });
  const requests = () =>
    asked.mock.calls.map(([url, init]) => ({
      url: new Request(url).url,
      headers: new Headers(init?.headers),
    }));
  return { client, asked, requests };
};

const SOON = { 'retry-after': '0' };
const spend = { body: { amount: 5, reference: 'order-1' } };
const busy = { status: 503, headers: SOON, body: { code: 'busy', title: 'Too many concurrent requests' } };

describe('an idempotency key', () => {
  test('is made once a call and kept over its repetitions', async () => {
    const { client, requests } = answered(busy, new TypeError('fetch failed'), { status: 201 });
    await client.call(createSpend, spend);

    const keys = requests().map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  });

  test('is another for each call: two equal spends are two', async () => {
    const { client, requests } = answered({ status: 201 }, { status: 201 });
    await client.call(createSpend, spend);
    await client.call(createSpend, spend);

    const [first, second] = requests().map(({ headers }) => headers.get('idempotency-key'));
    expect(first).not.toBe(second);
  });

  test("is the caller's own where they have one", async () => {
    const { client, requests } = answered({ status: 201 });
    await client.call(createSpend, spend, { idempotencyKey: 'order-1' });

    expect(requests()[0]?.headers.get('idempotency-key')).toBe('order-1');
  });

  test('is sent only where the operation takes one', async () => {
    const { client, requests } = answered({});
    await client.call(getAccount);

    expect(requests()[0]?.headers.has('idempotency-key')).toBe(false);
  });
});

describe('a request is sent again', () => {
  test.each([429, 503])('after %i', async (status) => {
    const { client, asked } = answered({ status, headers: SOON }, { status: 201, body: { id: 'spend' } });

    expect(await client.call(createSpend, spend)).toMatchObject({ ok: true, value: { id: 'spend' } });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('three times, then the failure is returned', async () => {
    const { client, asked } = answered(busy, busy, busy, busy);

    expect(await client.call(createSpend, spend)).toMatchObject({ ok: false, failure: { code: 'busy' } });
    expect(asked).toHaveBeenCalledTimes(4);
  });

  test('no sooner than Retry-After says', async () => {
    const { client } = answered({ ...busy, headers: { 'retry-after': '0.2' } }, { status: 201 });
    const begun = performance.now();
    await client.call(createSpend, spend);

    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
  });

  test('not where waiting would take longer than the call may', async () => {
    const { client, asked } = answered({ ...busy, headers: { 'retry-after': '60' } });

    expect(await client.call(createSpend, spend)).toMatchObject({ ok: false, failure: { code: 'busy' } });
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test.each([400, 402, 404, 409, 422, 500, 502])('not after %i', async (status) => {
    const { client, asked } = answered({ status, body: { code: 'any' } });
    await client.call(createSpend, spend);

    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('not where it may have taken effect and has no key', async () => {
    const { client, asked } = answered(new TypeError('fetch failed'));
    const result = await client.call(createQuote, { body: { productId: 'brushes' } });

    expect(result).toMatchObject({ ok: false, failure: { code: 'network_error' } });
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('a credential', () => {
  test('that is a function is asked for another after a 401, once', async () => {
    const refusals: boolean[] = [];
    const { asked } = answered({ status: 401 }, { status: 401 });
    const client = customerClient({
      baseUrl: 'https://api.example',
      fetch: asked,
      credential: (refused) => {
        refusals.push(refused);
        return Promise.resolve(refused ? 'fresh' : 'stale');
      },
    });

    expect(await client.call(getAccount)).toMatchObject({ ok: false, failure: { code: 'unauthorized' } });
    expect(refusals).toEqual([false, true]);
    expect(new Headers(asked.mock.calls[1]?.[1]?.headers).get('authorization')).toBe('Bearer fresh');
  });
});

describe('a result', () => {
  test('is told apart by the code of its problem', async () => {
    const { client } = answered({
      status: 402,
      body: { code: 'insufficient_credits', title: 'Not enough', available: 2, shortfall: 3 },
    });
    const result = await client.call(createSpend, spend);

    expect(result.ok).toBe(false);
    if (result.ok) return;
    if (result.failure.code === 'insufficient_credits') {
      expectTypeOf(result.failure.shortfall).toEqualTypeOf<number>();
    }
    expect(result.failure).toMatchObject({ shortfall: 3 });
    expect(() => result.orThrow()).toThrow(ScripError);
    expect(() => result.orThrow()).toThrow('Not enough');
  });

  test('has the value of the operation', async () => {
    const { client } = answered({ status: 201, body: { id: 'spend' } });
    const result = await client.call(createSpend, spend);

    expectTypeOf(result.orThrow()).toEqualTypeOf<Spend>();
    expect(result.orThrow()).toEqual({ id: 'spend' });
  });

  test('says that nothing has changed', async () => {
    const { client } = answered({ status: 304 });

    expect(await client.call(getAccount, { headers: { 'if-none-match': '"1"' } })).toMatchObject({
      failure: { code: 'not_modified' },
    });
  });

  test('says that the call was ended', async () => {
    const { client, asked } = answered();
    asked.mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
        }),
    );

    expect(await client.call(getAccount, {}, { timeoutMs: 20 })).toMatchObject({
      failure: { code: 'aborted' },
    });
    const controller = new AbortController();
    const call = client.call(getAccount, {}, { signal: controller.signal });
    controller.abort();
    expect(await call).toMatchObject({ failure: { code: 'aborted' } });
  });

  test('says what somebody else answered', async () => {
    const { client } = answered({ status: 500, headers: { 'content-type': 'text/html' } });

    expect(await client.call(getAccount)).toMatchObject({
      failure: { code: 'unexpected_answer', status: 500 },
    });
  });
});

test('a list is read to its end, page by page', async () => {
  const { client, requests } = answered(
    { body: { items: [{ number: 2 }], cursor: 'next' } },
    { body: { items: [], cursor: 'more' } },
    { body: { items: [{ number: 1 }], cursor: null } },
  );
  const numbers: number[] = [];
  for await (const entry of client.list(listEntries, { query: { limit: 1 } })) {
    expectTypeOf(entry).toEqualTypeOf<Entry>();
    numbers.push(entry.number);
  }

  expect(numbers).toEqual([2, 1]);
  expect(requests().map(({ url }) => new URL(url).search)).toEqual([
    '?limit=1',
    '?limit=1&cursor=next',
    '?limit=1&cursor=more',
  ]);
});

test.each([
  ['alice', 'alice'],
  ['auth0|42', 'auth0%7C42'],
  ['a/b#1', '~YS9iIzE'],
  ['~alice', '~fmFsaWNl'],
  ['..', '~Li4'],
])('the account %j is found by the path %s', async (accountId, segment) => {
  const { asked, requests } = answered({});
  await agencyClient({ baseUrl: 'https://api.example', fetch: asked }).call(getAgencyAccount, {
    params: { accountId },
  });

  expect(requests()[0]?.url).toBe(`https://api.example/v1/agency/accounts/${segment}`);
});

test('a past balance has a function of its own, so that the account is always the whole one', async () => {
  const { client, requests } = answered({}, {});
  const at = '2026-11-28T12:00:00Z';
  expectTypeOf((await client.call(getAccountAt, { query: { at } })).orThrow()).toEqualTypeOf<PastBalance>();
  expectTypeOf((await client.call(getAccount)).orThrow()).toEqualTypeOf<Account>();

  expect(requests().map(({ url }) => new URL(url).searchParams.get('at'))).toEqual([at, null]);
});

test.each([
  ['failed', 'checkout_failed'],
  ['expired', 'checkout_failed'],
  ['under_review', 'checkout_open'],
])('a checkout that is %s ends the waiting with %s', async (status, code) => {
  const { client, asked } = answered({ body: { id: 'checkout-1', status } });

  expect(await awaitCheckout(client, 'checkout-1')).toMatchObject({ ok: false, failure: { code } });
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a page that waits for a payment sees each look', async () => {
  const { client } = answered({ body: { id: 'checkout-1', status: 'paid' } });
  const seen: string[] = [];
  await awaitCheckout(client, 'checkout-1', { onLook: ({ status }) => seen.push(status) });

  expect(seen).toEqual(['paid']);
});

test('a failure carries the headers of its answer', async () => {
  const { client } = answered({ ...busy, headers: { 'retry-after': '60' } });
  const result = await client.call(createSpend, spend);

  expect(result.ok ? undefined : result.headers?.get('retry-after')).toBe('60');
});

test('a dry run is asked for with Prefer', async () => {
  const { client, requests } = answered({ body: { dryRun: true, balance: 5 } });
  const result = await client.dryRun(createSpend, spend);

  expect(result.orThrow().balance).toBe(5);
  expect(requests()[0]?.headers.get('prefer')).toBe('dry-run');
});

test('customers and agencies have operations of their own', () => {
  type Callable<Of extends { list: unknown }> = Of['list'];
  expectTypeOf<Callable<ReturnType<typeof agencyClient>>>().toBeCallableWith(listAccounts);
  // @ts-expect-error: a customer lists no accounts
  expectTypeOf<Callable<ReturnType<typeof customerClient>>>().toBeCallableWith(listAccounts);
  expect(listAccounts).toEqual(['GET', '/v1/agency/accounts', 'natural']);
});

test('only what moves credits has a dry run', () => {
  const { client } = answered();
  expectTypeOf(client.dryRun).toBeCallableWith(createSpend, spend);
  // @ts-expect-error: a quote moves no credits
  expectTypeOf(client.dryRun).toBeCallableWith(createQuote, { body: { productId: 'brushes' } });
  expect(createSpend[2]).toBe('key');
});

test('a dry run of usage answers what would become of each event', () => {
  const plan = async (client: Client<'agency'>) =>
    (await client.dryRun(reportUsage, { body: { events: [] } })).orThrow();

  expectTypeOf(plan).returns.resolves.toEqualTypeOf<UsageDryRun>();
  expect(reportUsage[2]).toBe('natural');
});
