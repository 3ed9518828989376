import { expect, test } from 'vitest';
import * as z from 'zod';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { spenderView } from '../../shared/http/routes/spender-views.ts';
import { spendView } from '../../shared/http/routes/views.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { findingsOf, openTestLedger } from '../support/ledger.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';

let now = Date.parse('2026-03-10T12:00:00.000Z');
const HOUR_MS = 3_600_000;

const ledger: Ledger = openTestLedger({ now: () => now });

test('64 spends at one time, of which a budget has room for 63, leave one refused and nothing overrun', async () => {
  const { spender, spend, get, ref } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 63 * 3 + 2 });
  const answers = await Promise.all(Array.from({ length: 64 }, () => spend(id, 3)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(63);
  expect(answers.filter(({ status }) => status === 402).map(({ body }) => body)).toMatchObject([
    { code: 'budget_exceeded', spender: id, limit: 'per_day', left: 2 },
  ]);
  expect(await get(id)).toMatchObject({ day: { spent: 189, left: 2 }, month: { spent: 189 }, held: 0 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('spends and holds of one spender at one time share one limit', async () => {
  const { spender, spend, hold, get } = await budgetedAccount(ledger);
  const id = await spender({ perMonth: 100 });
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, turn) => (turn % 2 === 0 ? spend(id, 10) : hold(id, 10))),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  const { held, month } = accountRoutes.getSpender.responses[200].body.parse(await get(id));
  expect(held + month.spent).toBe(100);
  expect(month.left).toBe(0);
});

test('a refusal names the limit that leaves least, what it leaves, and when it starts anew', async () => {
  const { spender, spend } = await budgetedAccount(ledger);
  const id = await spender({ perCall: 20, perDay: 30, perMonth: 45 });
  expect(await spend(id, 21)).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', limit: 'per_call', left: 20 },
  });
  await spend(id, 20);
  // Berlin is an hour ahead of UTC in March, and two from the 29th on.
  expect(await spend(id, 11)).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', limit: 'per_day', left: 10, startsAnewAt: '2026-03-10T23:00:00.000Z' },
  });
  now = Date.parse('2026-03-11T12:00:00.000Z');
  await spend(id, 20);
  expect(await spend(id, 6)).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', limit: 'per_month', left: 5, startsAnewAt: '2026-03-31T22:00:00.000Z' },
  });
  now = Date.parse('2026-03-31T22:00:00.000Z');
  expect(await spend(id, 20)).toMatchObject({ status: 201 });
});

test('a hold counts until it is released or ends, and what is captured of it counts when it is captured', async () => {
  const { spender, spend, hold, capture, release, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 100 });
  const released = idOf(await hold(id, 60));
  expect(await spend(id, 41)).toMatchObject({ status: 402, body: { left: 40 } });
  await release(id, released);
  expect(await get(id)).toMatchObject({ held: 0, day: { spent: 0, left: 100 } });

  const ending = idOf(await hold(id, 70, 3600));
  expect(await hold(id, 31)).toMatchObject({ status: 402, body: { code: 'budget_exceeded', left: 30 } });
  now += HOUR_MS;
  expect(await get(id)).toMatchObject({ held: 0, day: { left: 100 } });
  expect(await capture(id, ending)).toMatchObject({ status: 409, body: { code: 'hold_not_open' } });

  const captured = idOf(await hold(id, 80));
  expect(await capture(id, captured, { amount: 30, final: false })).toMatchObject({
    status: 201,
    body: { entry: { kind: 'capture', amount: 30, spender: id } },
  });
  expect(await get(id)).toMatchObject({ held: 50, day: { spent: 30, left: 20 } });
  await capture(id, captured, { amount: 10 });
  expect(await get(id)).toMatchObject({ held: 0, day: { spent: 40, left: 60 } });
});

test('a capture on the next day counts on that day', async () => {
  const { spender, hold, capture, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  const open = idOf(await hold(id, 50, 86_400));
  now += 20 * HOUR_MS;
  await capture(id, open, { amount: 35 });
  expect(await get(id)).toMatchObject({ held: 0, day: { spent: 35, left: 15 }, month: { spent: 35 } });
});

test('the agency spends, holds and captures under the budget of whom it names', async () => {
  const { spender, byAgency, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  expect(await byAgency.spend(id, 20)).toMatchObject({ status: 201, body: { entry: { spender: id } } });
  const open = await byAgency.hold(id, 30);
  expect(open).toMatchObject({ status: 201, body: { spender: id } });
  expect(await byAgency.spend(id, 1)).toMatchObject({ status: 402, body: { left: 0 } });
  expect(await byAgency.spend(undefined, 1)).toMatchObject({ status: 201 });
  await byAgency.capture(idOf(open), { amount: 25 });
  expect(await get(id)).toMatchObject({ held: 0, day: { spent: 45 } });
  expect(await byAgency.spend('spd_none', 1)).toMatchObject({
    status: 403,
    body: { code: 'unknown_spender' },
  });
});

test('what is given back within a period leaves the budget as it was, and another day gets none of it', async () => {
  const { spender, spend, byAgency, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50, perMonth: 80 });
  const { entry } = spendView.parse((await spend(id, 50)).body);
  await byAgency.giveBack(entry, 20);
  expect(await get(id)).toMatchObject({ day: { spent: 30, left: 20 }, month: { spent: 30, left: 50 } });
  now += 24 * HOUR_MS;
  await spend(id, 10);
  expect(await byAgency.giveBack(entry)).toMatchObject({
    status: 201,
    body: { entry: { amount: 30, spender: id } },
  });
  expect(await get(id)).toMatchObject({ day: { spent: 10, left: 40 }, month: { spent: 10, left: 70 } });
});

test('a restricted spender spends on nothing else', async () => {
  const { spender, spend, hold } = await budgetedAccount(ledger);
  const id = await spender({}, { onlyFor: { services: ['logo'] } });
  const refusal = { status: 403, body: { code: 'spender_restricted', onlyFor: { services: ['logo'] } } };
  expect(await spend(id, 1)).toMatchObject(refusal);
  expect(await hold(id, 1)).toMatchObject(refusal);
});

test('a spender changes no budget, sees itself only, and leaves the holds of others alone', async () => {
  const { as, spender, hold, capture, release, keyed } = await budgetedAccount(ledger);
  const [id, other] = [await spender({ perDay: 5 }), await spender({})];
  const body = { name: 'Agent', kind: 'agent', limits: {} };
  const owners = { status: 403, body: { code: 'owner_required' } };
  expect(await as(id, accountRoutes.createSpender, { ...keyed(), body })).toMatchObject(owners);
  for (const spenderId of [id, other]) {
    expect(await as(id, accountRoutes.putSpender, { params: { spenderId }, body })).toMatchObject(owners);
    expect(await as(id, accountRoutes.deleteSpender, { params: { spenderId } })).toMatchObject(owners);
  }
  expect(await as(id, accountRoutes.listSpenders)).toMatchObject({ body: { items: [{ id }] } });
  expect(await as(id, accountRoutes.getSpender, { params: { spenderId: other } })).toMatchObject({
    status: 404,
  });
  for (const holder of [undefined, other]) {
    const open = idOf(await hold(holder, 10));
    expect(await capture(id, open)).toMatchObject(owners);
    expect(await release(id, open)).toMatchObject(owners);
  }
  expect(await capture(undefined, idOf(await hold(id, 5)))).toMatchObject({ status: 201 });
});

test('a removed spender spends nothing more, and what it holds can be captured', async () => {
  const { spender, spend, hold, capture, remove, as, ref } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  const open = idOf(await hold(id, 20));
  expect(await remove(id)).toMatchObject({ status: 204 });
  expect(await remove(id)).toMatchObject({ status: 404 });
  expect(await spend(id, 1)).toMatchObject({ status: 403, body: { code: 'unknown_spender' } });
  expect(await capture(id, open)).toMatchObject({ status: 201, body: { entry: { amount: 20 } } });
  expect(await as(undefined, accountRoutes.listSpenders)).toMatchObject({ body: { items: [] } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account has 50 spenders, also where more are made at one time', async () => {
  const { as, keyed, remove } = await budgetedAccount(ledger);
  const body = { name: 'Device', kind: 'device', limits: { perDay: 0 } };
  const make = () => as(undefined, accountRoutes.createSpender, { ...keyed(), body });
  const answers = await Promise.all(Array.from({ length: 30 }, make));
  for (let more = 0; more < 19; more += 1) answers.push(await make());
  answers.push(...(await Promise.all([make(), make(), make()])));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.filter(({ status }) => status === 409).map(({ body: refusal }) => refusal)).toMatchObject([
    { code: 'spender_limit' },
    { code: 'spender_limit' },
  ]);
  await remove(idOf(answers[0] ?? { body: {} }));
  expect(await make()).toMatchObject({ status: 201 });
});

test('spenders of one account choose their Idempotency-Keys without each other', async () => {
  const { spender, spend } = await budgetedAccount(ledger);
  const [one, other] = [await spender({}), await spender({})];
  const first = await spend(one, 5, 'same');
  expect(await spend(other, 5, 'same')).toMatchObject({ status: 201, body: { entry: { spender: other } } });
  const again = await spend(one, 5, 'same');
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(again.body).toEqual(first.body);
});

test('a changed limit holds at once, and what was spent stays counted', async () => {
  const { spender, spend, change, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  await spend(id, 40);
  expect(await change(id, { perDay: 30 })).toMatchObject({
    status: 200,
    body: { day: { spent: 40, left: 0 } },
  });
  expect(await spend(id, 1)).toMatchObject({ status: 402, body: { left: 0 } });
  await change(id, { perDay: 41 });
  expect(await spend(id, 1)).toMatchObject({ status: 201 });
  await change(id, {});
  expect(await spend(id, 500)).toMatchObject({ status: 201 });
  expect(await get(id)).toMatchObject({ limits: {}, day: { spent: 541 } });
});

test('of many changes to what one ETag names exactly one is made, whatever is spent meanwhile', async () => {
  const { as, spender, spend, get } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  const read = await as(undefined, accountRoutes.getSpender, { params: { spenderId: id } });
  const { etag } = z.object({ etag: z.string() }).parse(read.headers);
  await spend(id, 5);
  const change = (perDay: number, tag = etag) =>
    as(undefined, accountRoutes.putSpender, {
      params: { spenderId: id },
      headers: { 'if-match': tag },
      body: { name: 'Agent', kind: 'agent', limits: { perDay } },
    });
  const [changes] = await Promise.all([
    Promise.all(Array.from({ length: 8 }, (_, index) => change(60 + index))),
    spend(id, 5),
  ]);
  const made = changes.filter(({ status }) => status === 200);
  const refused = changes.filter(({ status }) => status === 412);
  expect([made.length, refused.length]).toEqual([1, 7]);
  expect(refused[0]).toMatchObject({ body: { code: 'precondition_failed' } });
  const { limits } = spenderView.parse(made[0]?.body);
  expect(await get(id)).toMatchObject({ limits, day: { spent: 10 } });
});

test('a change that is sent again after its answer was lost is answered as it was', async () => {
  const { as, spender } = await budgetedAccount(ledger);
  const id = await spender({ perDay: 50 });
  const params = { spenderId: id };
  const { headers } = await as(undefined, accountRoutes.getSpender, { params });
  const { etag } = z.object({ etag: z.string() }).parse(headers);
  const body = { name: 'Agent', kind: 'agent', limits: { perDay: 60 } };
  for (const _ of ['sent', 'sent again'])
    expect(
      await as(undefined, accountRoutes.putSpender, { params, headers: { 'if-match': etag }, body }),
    ).toMatchObject({ status: 200, body: { limits: { perDay: 60 } } });
});
