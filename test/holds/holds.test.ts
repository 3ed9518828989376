import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { clientHandler } from '../support/account-handler.ts';
import { someAgency } from '../support/agency.ts';
import { call, type Call } from '../support/api.ts';
import { entriesOf, findingsOf, give, move, openTestLedger, readAccount } from '../support/ledger.ts';

let now = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR_MS = 3_600_000;

const ledger: Ledger = openTestLedger({ now: () => now });
const handler = clientHandler(ledger);

const setUp = async (credits = 100) => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, credits);
  const asCustomer = (route: Parameters<typeof call>[1], request: Call) =>
    call(handler, route, { caller: ref, ...request });
  const key = (name: string) => ({ headers: { 'idempotency-key': name } });
  const params = (holdId: string) => ({ params: { holdId } });
  const ofAccount = { accountId: ref.account };
  return {
    ...agency,
    ref,
    hold: (name: string, body: object = {}) =>
      asCustomer(accountRoutes.createHold, {
        ...key(name),
        body: { amount: 30, reference: 'job-1', seconds: 3600, ...body },
      }),
    capture: (holdId: string, name: string, body: object = {}) =>
      asCustomer(accountRoutes.captureHold, { ...params(holdId), ...key(name), body }),
    release: (holdId: string) => asCustomer(accountRoutes.releaseHold, params(holdId)),
    get: (holdId: string) => asCustomer(accountRoutes.getHold, params(holdId)),
    list: (query: Record<string, string> = {}) => asCustomer(accountRoutes.listHolds, { query }),
    account: async () => (await asCustomer(accountRoutes.getAccount, {})).body,
    spend: (name: string, amount: number) =>
      asCustomer(accountRoutes.createSpend, { ...key(name), body: { amount, reference: 'order-1' } }),
    ofAgency: {
      hold: (name: string, body: object = {}) =>
        agency.call(agencyRoutes.createAccountHold, {
          params: ofAccount,
          ...key(name),
          body: { amount: 30, reference: 'job-1', seconds: 3600, ...body },
        }),
      capture: (holdId: string, name: string, body: object = {}) =>
        agency.call(agencyRoutes.captureAccountHold, {
          params: { ...ofAccount, holdId },
          ...key(name),
          body,
        }),
      release: (holdId: string) =>
        agency.call(agencyRoutes.releaseAccountHold, { params: { ...ofAccount, holdId } }),
      list: () => agency.call(agencyRoutes.listAccountHolds, { params: ofAccount }),
    },
  };
};

const idOf = ({ body }: { body: Record<string, unknown> }): string =>
  accountRoutes.createHold.responses[201].body.shape.id.parse(body['id']);

test('a hold leaves the balance as it is, and what it holds cannot be spent', async () => {
  const { hold, account, spend, ref } = await setUp();
  const answer = await hold('k', { note: 'Video' });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      status: 'open',
      madeBy: 'customer',
      amount: 30,
      held: 30,
      captured: 0,
      reference: 'job-1',
      note: 'Video',
      createdAt: '2026-03-01T12:00:00.000Z',
      endsAt: '2026-03-01T13:00:00.000Z',
      captures: [],
    },
  });
  expect(await account()).toMatchObject({ balance: 100, available: 70, held: 30 });
  expect(await spend('too-much', 71)).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 70, shortfall: 1 },
  });
  expect(await spend('all', 70)).toMatchObject({ status: 201, body: { entry: { balance: 30 } } });
  expect(await account()).toMatchObject({ balance: 30, available: 0, held: 30, state: 'zero' });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a capture in part gives the rest back', async () => {
  const { hold, capture, account, get, ref } = await setUp();
  const id = idOf(await hold('k'));
  expect(await capture(id, 'c', { amount: 12, note: '4 minutes' })).toMatchObject({
    status: 201,
    body: {
      held: 0,
      entry: { kind: 'capture', type: 'out', amount: 12, balance: 88, reference: 'job-1', note: '4 minutes' },
    },
  });
  expect(await account()).toMatchObject({ balance: 88, available: 88, held: 0 });
  expect(await get(id)).toMatchObject({
    body: { status: 'captured', held: 0, captured: 12, captures: [{ amount: 12, entry: 2 }] },
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('captures that are not final leave the hold open for more, and each is made once', async () => {
  const { hold, capture, account, get } = await setUp();
  const id = idOf(await hold('k'));
  const first = await capture(id, 'first', { amount: 10, final: false });
  expect(first).toMatchObject({ status: 201, body: { held: 20 } });
  expect(await account()).toMatchObject({ balance: 90, available: 70, held: 20 });
  expect(await capture(id, 'rest')).toMatchObject({ status: 201, body: { entry: { amount: 20 }, held: 0 } });
  const again = await capture(id, 'first', { amount: 10, final: false });
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(again.body).toEqual(first.body);
  expect(await capture(id, 'first', { amount: 11, final: false })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(await get(id)).toMatchObject({ body: { status: 'captured', captured: 30 } });
  expect(await account()).toMatchObject({ balance: 70, available: 70, held: 0 });
});

test('a replay answers the hold as it was made, also when it is gone and the credits are spent', async () => {
  const { hold, release, spend } = await setUp();
  const first = await hold('k');
  await release(idOf(first));
  await spend('all', 100);
  const again = await hold('k');
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(again.body).toEqual(first.body);
  expect(await hold('k', { amount: 31 })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
});

test('a released hold gives everything back, once', async () => {
  const { hold, release, capture, account } = await setUp();
  const id = idOf(await hold('k'));
  const released = await release(id);
  expect(released).toMatchObject({ status: 200, body: { status: 'released', held: 0 } });
  expect((await release(id)).body).toEqual(released.body);
  expect(await account()).toMatchObject({ balance: 100, available: 100, held: 0 });
  expect(await capture(id, 'c')).toMatchObject({
    status: 409,
    body: { code: 'hold_not_open', holdStatus: 'released' },
  });
});

test('from its end on a hold holds nothing, whether or not anything was written since', async () => {
  const { hold, capture, release, get, account, spend, ref } = await setUp();
  const id = idOf(await hold('k'));
  now += HOUR_MS - 1;
  expect(await account()).toMatchObject({ available: 70, held: 30 });
  now += 1;
  const { version } = await readAccount(ledger, ref);
  expect(await account()).toMatchObject({ balance: 100, available: 100, held: 0 });
  expect(await get(id)).toMatchObject({ body: { status: 'expired', held: 0 } });
  const ended = { status: 409, body: { code: 'hold_not_open', holdStatus: 'expired' } };
  expect(await capture(id, 'late')).toMatchObject(ended);
  expect(await release(id)).toMatchObject(ended);
  expect((await readAccount(ledger, ref)).version).toBe(version);
  expect(await spend('all', 100)).toMatchObject({ status: 201, body: { entry: { balance: 0 } } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('more than a hold holds is refused with what it holds', async () => {
  const { hold, capture } = await setUp();
  expect(await capture(idOf(await hold('k')), 'c', { amount: 31 })).toMatchObject({
    status: 409,
    body: { code: 'hold_exceeded', held: 30 },
  });
});

test('a capture of all that is left of a hold is refused where nothing is', async () => {
  const { hold, capture, release, account } = await setUp();
  const id = idOf(await hold('k'));
  expect(await capture(id, 'all', { final: false })).toMatchObject({ status: 201, body: { held: 0 } });
  for (const body of [{}, { final: false }, { amount: 1 }])
    expect(await capture(id, `again ${JSON.stringify(body)}`.replaceAll(/\W/g, '-'), body)).toMatchObject({
      status: 409,
      body: { code: 'hold_exceeded', held: 0 },
    });
  expect(await release(id)).toMatchObject({ status: 200, body: { captured: 30 } });
  expect(await account()).toMatchObject({ balance: 70, available: 70, held: 0 });
});

test('a hold of more than is available is refused with the shortfall', async () => {
  const { hold } = await setUp();
  await hold('k', { amount: 80 });
  expect(await hold('more')).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 20, shortfall: 10 },
  });
});

test('20 holds are open at most', async () => {
  const { hold, release } = await setUp();
  const first = idOf(await hold('k0', { amount: 1 }));
  for (let index = 1; index < 20; index += 1) await hold(`k${index}`, { amount: 1 });
  expect(await hold('k20', { amount: 1 })).toMatchObject({ status: 409, body: { code: 'hold_limit' } });
  await release(first);
  expect(await hold('k20', { amount: 1 })).toMatchObject({ status: 201 });
});

test('a hold takes 20 captures, the last of which is final', async () => {
  const { hold, capture } = await setUp();
  const id = idOf(await hold('k'));
  for (let index = 0; index < 19; index += 1)
    expect(await capture(id, `c${index}`, { amount: 1, final: false })).toMatchObject({ status: 201 });
  expect(await capture(id, 'c19', { amount: 1, final: false })).toMatchObject({
    status: 409,
    body: { code: 'capture_limit' },
  });
  expect(await capture(id, 'c19')).toMatchObject({ status: 201, body: { entry: { amount: 11 } } });
});

test('a customer sees the hold of the agency and leaves it alone; the agency may close any', async () => {
  const { hold, ofAgency, capture, release, get, changes } = await setUp();
  const theirs = idOf(await ofAgency.hold('k'));
  expect(await get(theirs)).toMatchObject({ body: { madeBy: 'agency', held: 30 } });
  const refused = { status: 403, body: { code: 'hold_of_agency' } };
  expect(await capture(theirs, 'c')).toMatchObject(refused);
  expect(await release(theirs)).toMatchObject(refused);
  const own = idOf(await hold('k'));
  expect(own).not.toBe(theirs);
  expect(await ofAgency.release(own)).toMatchObject({ status: 200, body: { status: 'released' } });
  expect(await ofAgency.capture(theirs, 'c')).toMatchObject({ status: 201 });
  // The customer may not read by this what became of the agency's own.
  expect(await release(theirs)).toMatchObject(refused);
  expect(await changes({ kind: 'hold' })).toHaveLength(3);
});

test('holds are listed newest first, and by status', async () => {
  const { hold, release, list, ofAgency } = await setUp();
  const first = idOf(await hold('k1', { amount: 1 }));
  now += 1000;
  const second = idOf(await hold('k2', { amount: 2 }));
  await release(first);
  const ids = (answer: { body: Record<string, unknown> }) =>
    accountRoutes.listHolds.responses[200].body.parse(answer.body).items.map(({ id }) => id);
  expect(ids(await list())).toEqual([second, first]);
  expect(ids(await list({ status: 'open' }))).toEqual([second]);
  expect(ids(await list({ status: 'released' }))).toEqual([first]);
  expect(ids(await ofAgency.list())).toEqual([second, first]);
});

test('a dry run of each answers what would happen, and holds nothing', async () => {
  const { ref, hold, account } = await setUp();
  const dry = (route: Parameters<typeof call>[1], holdId: string | undefined, body?: object) =>
    call(handler, route, {
      caller: ref,
      ...(holdId && { params: { holdId } }),
      headers: { 'idempotency-key': 'dry', prefer: 'dry-run' },
      body,
    });
  expect(await dry(accountRoutes.createHold, undefined, { amount: 30, reference: 'job' })).toMatchObject({
    status: 200,
    body: { dryRun: true, balance: 100, available: 70, held: 30, entries: [] },
  });
  const id = idOf(await hold('k'));
  expect(await dry(accountRoutes.captureHold, id, { amount: 10 })).toMatchObject({
    status: 200,
    body: { balance: 90, available: 90, held: 0, entries: [{ kind: 'capture', amount: 10 }] },
  });
  expect(await dry(accountRoutes.releaseHold, id)).toMatchObject({
    status: 200,
    body: { balance: 100, available: 100, held: 0, entries: [] },
  });
  expect(await account()).toMatchObject({ available: 70, held: 30 });
});

test('credits that expire while they are held can be captured, and expire at once when they come back', async () => {
  const { ref, hold, capture, account } = await setUp(1);
  const expiresAt = new Date(now + HOUR_MS / 2).toISOString();
  await move(ledger, ref, {
    type: 'credit',
    kind: 'bonus',
    reference: 'gift',
    amount: 50,
    class: 'promo',
    expiresAt,
  });
  const id = idOf(await hold('k', { amount: 50 }));
  now += HOUR_MS / 2;
  expect(await account()).toMatchObject({ balance: 51, available: 1, held: 50 });
  expect(await capture(id, 'c', { amount: 20 })).toMatchObject({ status: 201 });
  expect(await account()).toMatchObject({ balance: 1, available: 1, held: 0 });
  expect((await entriesOf(ledger, ref)).slice(-2)).toMatchObject([
    { kind: 'capture', amount: 20, balance: 31 },
    { kind: 'expiry', amount: 30, balance: 1 },
  ]);
});

test('64 parallel captures of one hold spend what it holds and no more', async () => {
  const { hold, capture, account, ref } = await setUp();
  const id = idOf(await hold('k', { amount: 10 }));
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) => capture(id, `c${index}`, { amount: 1, final: false })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(new Set(answers.map(({ body }) => body['code']))).toEqual(new Set([undefined, 'hold_exceeded']));
  expect(await account()).toMatchObject({ balance: 90, available: 90, held: 0 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('of parallel captures, releases and holds, none spends what another one gave back', async () => {
  const { hold, capture, release, account, ref } = await setUp(40);
  const id = idOf(await hold('k', { amount: 40 }));
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, (_, index) => capture(id, `c${index}`, { amount: 5 })),
    ...Array.from({ length: 8 }, () => release(id)),
    ...Array.from({ length: 8 }, (_, index) => hold(`h${index}`, { amount: 20 })),
  ]);
  const captured = answers.filter(({ status, body }) => status === 201 && 'entry' in body).length;
  expect(captured).toBeLessThanOrEqual(1);
  const { balance, held, available } = accountRoutes.getAccount.responses[200].body.options[0].parse(
    await account(),
  );
  expect(balance).toBe(40 - 5 * captured);
  expect(available).toBe(balance - held);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('the refund of a capture returns its credits', async () => {
  const { hold, capture, account, call: asAgency, ref } = await setUp();
  const { body } = await capture(idOf(await hold('k')), 'c');
  const { entry } = accountRoutes.captureHold.responses[201].body.parse(body);
  const refund = await asAgency(agencyRoutes.createSpendRefund, {
    params: { accountId: ref.account },
    headers: { 'idempotency-key': 'r' },
    body: { entry: entry.number, at: entry.at, amount: 10 },
  });
  expect(refund).toMatchObject({ status: 201, body: { entry: { kind: 'spend_refund', amount: 10 } } });
  expect(await account()).toMatchObject({ balance: 80, available: 80 });
});
