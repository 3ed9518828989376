import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { APPROVAL_MS, MAX_OPEN_APPROVALS } from '../../shared/table/items/approval.ts';
import { settingsBody } from '../support/agency.ts';
import { call, type Answer, type Call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { putProduct, someProduct, someVariant } from '../support/catalog.ts';
import { entriesOf, findingsOf, give, openTestLedger } from '../support/ledger.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';
import { storeHandler } from '../support/store-handler.ts';

let now = Date.parse('2026-03-10T12:00:00.000Z');
const ledger: Ledger = openTestLedger({ now: () => now });
const handler = storeHandler(ledger);

let account: Awaited<ReturnType<typeof budgetedAccount>>;
beforeEach(async () => {
  account = await budgetedAccount(ledger, 1000);
});

/** A call of the store. @param spender undefined for the owner's own */
const ask = (spender: string | undefined, route: Route, request: Call) =>
  call(handler, route, { caller: account.ref, spender, ...request });

const decideOn = (approvalId: string, decision: 'approve' | 'decline', spender?: string) =>
  ask(spender, decision === 'approve' ? storeRoutes.approveApproval : storeRoutes.declineApproval, {
    params: { approvalId },
  });

const approvalOf = async (approvalId: string, spender?: string) =>
  (await ask(spender, storeRoutes.getApproval, { params: { approvalId } })).body;

/** What a body says of an approval. */
const told = ({ body }: Answer) =>
  z
    .looseObject({
      code: z.string().optional(),
      approval: z.string().optional(),
      status: z.union([z.string(), z.number()]),
      approvalStatus: z.string().optional(),
    })
    .parse(body);

/** The approval that a request waits for. Throws where it does not wait. */
const waitsFor = (answer: Answer): string => {
  expect(answer).toMatchObject({
    status: 402,
    body: { code: 'approval_pending', endsAt: expect.any(String) },
  });
  return told(answer).approval ?? '';
};

const asking = (limits: object = { perDay: 10 }, more: object = {}) =>
  account.spender(limits, { above: 'ask', ...more });

const balance = async () => (await entriesOf(ledger, account.ref)).at(-1)?.balance;

const allowTransfers = async (): Promise<void> => {
  const { call: asAgency, etagOf } = account.agency;
  await asAgency(agencyRoutes.putSettings, {
    headers: { 'if-match': await etagOf(agencyRoutes.getSettings) },
    body: { ...settingsBody, transfers: { promo: false } },
  });
};

/** The ways to spend 30 credits. Each is repeated as it was. */
const ways: Record<string, (spender: string) => Promise<() => Promise<Answer>>> = {
  spend: async (spender) => () => account.spend(spender, 30, 'wish'),
  "agency's spend": async (spender) => () => account.byAgency.spend(spender, 30, 'wish'),
  transfer: async (spender) => {
    await allowTransfers();
    await give(ledger, { ...account.ref, account: 'bob' }, 1);
    return () =>
      account.as(spender, accountRoutes.createTransfer, {
        ...account.keyed('wish'),
        body: { to: { account: 'bob' }, amount: 30, note: 'Hi' },
      });
  },
  gift: async (spender) => {
    await allowTransfers();
    return () =>
      ask(spender, storeRoutes.createGift, { ...account.keyed('wish'), body: { amount: 30, note: 'Hi' } });
  },
  purchase: async (spender) => {
    const variants = [someVariant({ price: 30 })];
    await putProduct(ledger, someProduct(account.ref.agency, { variants }));
    const quote = await ask(spender, storeRoutes.createQuote, { body: { productId: 'brushes' } });
    return () => ask(spender, storeRoutes.createPurchase, { body: { quoteId: idOf(quote) } });
  },
  order: async (spender) => {
    await putService(ledger.table, account.ref.agency, { price: 30 });
    return () =>
      ask(spender, storeRoutes.createOrder, {
        ...account.keyed('wish'),
        params: { serviceId: 'logo' },
        body: { credits: 30, note: 'Blue' },
      });
  },
  invoice: async (spender) => {
    const { id } = await putInvoice(ledger, account.ref, { amount: { credits: 30 } });
    return () => ask(spender, storeRoutes.payInvoice, { params: { invoiceId: id }, body: { credits: 30 } });
  },
};

describe.each(Object.entries(ways))('a spender that may ask, by way of: %s', (_, wayOf) => {
  test('asks beyond its budget once, and the approval does it once as the spender', async () => {
    const id = await asking();
    const go = await wayOf(id);
    const before = await balance();
    const approval = waitsFor(await go());
    expect(waitsFor(await go())).toBe(approval);
    expect(await balance()).toBe(before);
    expect(await approvalOf(approval)).toMatchObject({ status: 'open', spender: id, amount: 30 });

    expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200, body: { status: 'approved' } });
    const entries = await entriesOf(ledger, account.ref);
    expect(entries.at(-1)).toMatchObject({
      amount: 30,
      type: 'out',
      spender: id,
      balance: (before ?? 0) - 30,
    });
    expect(await approvalOf(approval, id)).toMatchObject({ status: 'approved', entry: entries.length });
    expect(await account.get(id)).toMatchObject({ day: { spent: 30, left: 0 }, month: { spent: 30 } });

    expect(await go()).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(await entriesOf(ledger, account.ref)).toHaveLength(entries.length);
    expect(await findingsOf(ledger, account.ref)).toEqual([]);
  });

  test('is told of a decline, which is final', async () => {
    const go = await wayOf(await asking());
    const approval = waitsFor(await go());
    const before = await balance();
    expect(await decideOn(approval, 'decline')).toMatchObject({ status: 200, body: { status: 'declined' } });
    expect(await decideOn(approval, 'decline')).toMatchObject({ status: 200, body: { status: 'declined' } });
    expect(await go()).toMatchObject({ status: 402, body: { code: 'approval_declined', approval } });
    expect(await decideOn(approval, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'approval_not_open', approvalStatus: 'declined' },
    });
    expect(await balance()).toBe(before);
  });

  test('without `above: ask` is refused, and nobody is asked', async () => {
    const go = await wayOf(await account.spender({ perDay: 10 }));
    expect(await go()).toMatchObject({ status: 402, body: { code: 'budget_exceeded' } });
    const { body } = await ask(undefined, storeRoutes.listApprovals, {});
    expect(body).toMatchObject({ items: [] });
  });
});

test('a hold waits for the owner, and is then open under the budget of its spender', async () => {
  const id = await asking();
  const hold = () =>
    account.as(id, accountRoutes.createHold, {
      ...account.keyed('hold'),
      body: { amount: 30, reference: 'job-1', seconds: 3600 },
    });
  const approval = waitsFor(await hold());
  expect(await approvalOf(approval)).toMatchObject({ kind: 'hold', reference: 'job-1' });
  expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200 });
  expect(await account.get(id)).toMatchObject({ held: 30 });
  expect(await hold()).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
});

test('within its budget a spender is not asked for, and a restriction is asked about like a limit', async () => {
  const id = await asking({ perDay: 100 }, { onlyFor: { services: ['logo'] } });
  await putService(ledger.table, account.ref.agency, { price: 30 });
  const order = { ...account.keyed(), params: { serviceId: 'logo' }, body: { credits: 30 } };
  expect(await ask(id, storeRoutes.createOrder, order)).toMatchObject({ status: 201 });
  expect(await decideOn(waitsFor(await account.spend(id, 5)), 'approve')).toMatchObject({ status: 200 });
  expect(await account.get(id)).toMatchObject({ day: { spent: 35 } });
});

test('of an approval and a decline at one time exactly one wins, whichever it is', async () => {
  const id = await asking();
  for (let turn = 0; turn < 8; turn += 1) {
    const approval = waitsFor(await account.spend(id, 11, `both-${turn}`));
    const before = (await entriesOf(ledger, account.ref)).length;
    const answers = await Promise.all(
      (['approve', 'decline', 'approve', 'decline'] as const).map((decision) => decideOn(approval, decision)),
    );
    const { status } = storeRoutes.getApproval.responses[200].body.parse(await approvalOf(approval));
    expect(['approved', 'declined']).toContain(status);
    const won = answers.map((one) => (one.status === 200 ? told(one).status : told(one).approvalStatus));
    expect(new Set(won)).toEqual(new Set([status]));
    const made = (await entriesOf(ledger, account.ref)).length - before;
    expect(made).toBe(status === 'approved' ? 1 : 0);
  }
  expect(await findingsOf(ledger, account.ref)).toEqual([]);
});

test('32 approvals of one wish at one time spend once', async () => {
  const id = await asking();
  const approval = waitsFor(await account.spend(id, 30, 'much'));
  const answers = await Promise.all(Array.from({ length: 32 }, () => decideOn(approval, 'approve')));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect(await balance()).toBe(970);
  expect(await account.get(id)).toMatchObject({ day: { spent: 30 } });
});

test('an approval that nobody decides expires: it can be approved no more, and asked for again', async () => {
  const id = await asking();
  const approval = waitsFor(await account.spend(id, 30, 'late'));
  now += APPROVAL_MS - 1;
  expect(await approvalOf(approval)).toMatchObject({ status: 'open' });
  now += 1;
  expect(await approvalOf(approval)).toMatchObject({ status: 'expired' });
  for (const decision of ['approve', 'decline'] as const)
    expect(await decideOn(approval, decision)).toMatchObject({
      status: 409,
      body: { code: 'approval_not_open', approvalStatus: 'expired' },
    });
  expect(await balance()).toBe(1000);
  expect(waitsFor(await account.spend(id, 30, 'late'))).toBe(approval);
  expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200 });
  expect(await balance()).toBe(970);
});

test('a purchase that waited longer than its quote holds costs what the owner approved', async () => {
  const id = await asking();
  const buy = await ways['purchase']?.(id);
  const approval = waitsFor((await buy?.()) ?? { status: 0, body: {}, headers: {} });
  const dearer = { version: 1, variants: [someVariant({ price: 40 })] };
  await putProduct(ledger, someProduct(account.ref.agency, dearer));
  now += APPROVAL_MS / 2;
  expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200 });
  expect(await balance()).toBe(970);
});

test('where credits are missing the approval stays open, and can be given once they are there', async () => {
  const id = await asking();
  const approval = waitsFor(await account.spend(id, 1200, 'dear'));
  expect(await decideOn(approval, 'approve')).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', shortfall: 200 },
  });
  expect(await approvalOf(approval)).toMatchObject({ status: 'open' });
  await give(ledger, account.ref, 200);
  expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200 });
  expect(await balance()).toBe(0);
});

test('a removed spender spends no more, approved or not', async () => {
  const id = await asking();
  const approval = waitsFor(await account.spend(id, 30));
  await account.remove(id);
  expect(await decideOn(approval, 'approve')).toMatchObject({
    status: 403,
    body: { code: 'unknown_spender' },
  });
  expect(await decideOn(approval, 'decline')).toMatchObject({ status: 200 });
  expect(await balance()).toBe(1000);
});

test('what the owner did without the approval is not done again by it', async () => {
  const id = await asking();
  const { id: invoiceId } = await putInvoice(ledger, account.ref, { amount: { credits: 30 } });
  const pay = { params: { invoiceId }, body: { credits: 30 } };
  const approval = waitsFor(await ask(id, storeRoutes.payInvoice, pay));
  expect(await ask(undefined, storeRoutes.payInvoice, pay)).toMatchObject({ status: 201 });
  expect(await decideOn(approval, 'approve')).toMatchObject({ body: { code: 'approval_superseded' } });
  expect(await balance()).toBe(970);
});

test('a spender waits for ten approvals at most, also with many requests at one time', async () => {
  const id = await asking();
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, turn) => account.spend(id, 30, `k${turn}`)),
  );
  const waiting = answers.filter((one) => told(one).code === 'approval_pending');
  expect(waiting).toHaveLength(MAX_OPEN_APPROVALS);
  expect(answers.filter((one) => told(one).code === 'approval_limit')).toHaveLength(6);
  const [first = ''] = waiting.map(waitsFor);
  await decideOn(first, 'decline');
  expect(await account.spend(id, 30, 'one-more')).toMatchObject({ body: { code: 'approval_pending' } });
});

test('a dry run asks nobody and approves nothing', async () => {
  const id = await asking();
  const dry = { prefer: 'dry-run' };
  const wished = {
    headers: { ...account.keyed('k').headers, ...dry },
    body: { amount: 30, reference: 'order-1' },
  };
  expect(await account.as(id, accountRoutes.createSpend, wished)).toMatchObject({
    status: 402,
    body: { code: 'budget_exceeded', limit: 'per_day' },
  });
  const approval = waitsFor(await account.spend(id, 30, 'k'));
  expect(
    await ask(undefined, storeRoutes.approveApproval, { params: { approvalId: approval }, headers: dry }),
  ).toMatchObject({ status: 200, body: { dryRun: true, balance: 970 } });
  expect(await approvalOf(approval)).toMatchObject({ status: 'open' });
  expect(await balance()).toBe(1000);
});

test('a spender decides nothing, and sees what it asked for itself', async () => {
  const [one, other] = [await asking(), await asking()];
  const approval = waitsFor(await account.spend(one, 30));
  for (const decision of ['approve', 'decline'] as const)
    expect(await decideOn(approval, decision, one)).toMatchObject({
      status: 403,
      body: { code: 'owner_required' },
    });
  expect(await approvalOf(approval, one)).toMatchObject({ status: 'open' });
  expect(await approvalOf(approval, other)).toMatchObject({ code: 'not_found' });
  const listed = async (spender?: string) =>
    storeRoutes.listApprovals.responses[200].body.parse(
      (await ask(spender, storeRoutes.listApprovals, { query: { status: 'open' } })).body,
    ).items;
  expect(await listed(one)).toHaveLength(1);
  expect(await listed(other)).toHaveLength(0);
  expect(await listed()).toMatchObject([{ id: approval, reference: 'order-1' }]);
  const { body } = await account.agency.call(agencyRoutes.listAccountApprovals, {
    params: { accountId: account.ref.account },
  });
  expect(body).toMatchObject({ items: [{ id: approval, status: 'open' }] });
});

describe('between asking and the answer', () => {
  test('another limit changes nothing of what waits: the approval does it, and it counts', async () => {
    const id = await asking({ perDay: 10 });
    const [lowered, raised] = [
      waitsFor(await account.spend(id, 30, 'one')),
      waitsFor(await account.spend(id, 31, 'other')),
    ];
    await account.change(id, { perDay: 0 }, { above: 'ask' });
    expect(await decideOn(lowered, 'approve')).toMatchObject({ status: 200, body: { status: 'approved' } });
    await account.change(id, { perDay: 100 }, { above: 'ask' });
    // The same wish still waits; a new one is within the limit.
    expect(waitsFor(await account.spend(id, 31, 'other'))).toBe(raised);
    expect(await account.spend(id, 31, 'new')).toMatchObject({ status: 201 });
    expect(await decideOn(raised, 'decline')).toMatchObject({ status: 200 });
    expect(await account.get(id)).toMatchObject({ day: { spent: 61, left: 39 }, month: { spent: 61 } });
    expect(await findingsOf(ledger, account.ref)).toEqual([]);
  });

  test("a new month of the agency's zone begins: what is approved counts in the new one", async () => {
    // Berlin is an hour ahead of UTC until the 29th of March, then two.
    now = Date.parse('2026-03-31T21:59:00.000Z');
    account = await budgetedAccount(ledger, 1000);
    const id = await asking({ perMonth: 10 });
    await account.spend(id, 9);
    const approval = waitsFor(await account.spend(id, 30, 'wish'));
    now = Date.parse('2026-03-31T22:01:00.000Z');
    expect(await account.get(id)).toMatchObject({ month: { spent: 0, left: 10 } });
    expect(await decideOn(approval, 'approve')).toMatchObject({ status: 200 });
    expect(await account.get(id)).toMatchObject({
      day: { spent: 30 },
      month: { spent: 30, left: 0, startsAnewAt: '2026-04-30T22:00:00.000Z' },
    });
    expect(await findingsOf(ledger, account.ref)).toEqual([]);
  });

  test('another name changes nothing; after its removal what it holds is captured and what it asked for expires', async () => {
    const id = await asking({ perDay: 20 });
    const hold = idOf(await account.hold(id, 20));
    const approvals = [
      waitsFor(await account.spend(id, 30, 'one')),
      waitsFor(await account.spend(id, 30, 'other')),
    ];
    await account.change(id, { perDay: 20 }, { above: 'ask', name: 'Renamed' });
    expect(await decideOn(approvals[0] ?? '', 'approve')).toMatchObject({ status: 200 });
    expect(await account.get(id)).toMatchObject({ name: 'Renamed', held: 20, day: { spent: 30 } });
    await account.remove(id);
    expect(await decideOn(approvals[1] ?? '', 'approve')).toMatchObject({
      status: 403,
      body: { code: 'unknown_spender' },
    });
    expect(await account.capture(undefined, hold, { amount: 5 })).toMatchObject({ status: 201 });
    now += APPROVAL_MS;
    expect(await approvalOf(approvals[1] ?? '')).toMatchObject({ status: 'expired' });
    expect((await entriesOf(ledger, account.ref)).at(-1)?.balance).toBe(1000 - 30 - 5);
    expect(await findingsOf(ledger, account.ref)).toEqual([]);
  });
});

test('the agency sees what the spenders of all its accounts asked for, and nothing of another agency', async () => {
  const other = await budgetedAccount(ledger, 1000);
  waitsFor(await other.spend(await other.spender({ perDay: 1 }, { above: 'ask' }), 30));
  const first = waitsFor(await account.spend(await asking(), 30));
  now += 1;
  const neighbour = { ...account.ref, account: 'neighbour' };
  await give(ledger, neighbour, 100);
  const { agency } = account;
  const asked = (limits: object) => ({
    params: { accountId: neighbour.account },
    ...account.keyed(),
    body: { name: 'Agent', kind: 'agent', limits, above: 'ask' },
  });
  const spender = idOf(await agency.call(agencyRoutes.createAccountSpender, asked({ perCall: 0 })));
  const second = waitsFor(
    await agency.call(agencyRoutes.createAccountSpend, {
      params: { accountId: neighbour.account },
      ...account.keyed(),
      body: { amount: 1, reference: 'wish', spender },
    }),
  );
  await decideOn(first, 'decline');
  const listed = async (query: Record<string, string> = {}) =>
    (await agency.call(agencyRoutes.listAgencyApprovals, { query })).body['items'];
  expect(await listed()).toMatchObject([
    { id: second, account: 'neighbour', status: 'open' },
    { id: first, account: account.ref.account, status: 'declined' },
  ]);
  expect(await listed({ status: 'open' })).toMatchObject([{ id: second }]);
  expect(await listed({ limit: '1' })).toHaveLength(1);
});

test('what is asked for again after it expired is in the list of the agency once', async () => {
  const id = await asking();
  const approval = waitsFor(await account.spend(id, 30, 'wish'));
  now += APPROVAL_MS;
  expect(waitsFor(await account.spend(id, 30, 'wish'))).toBe(approval);
  expect((await account.agency.call(agencyRoutes.listAgencyApprovals)).body['items']).toMatchObject([
    { id: approval, status: 'open' },
  ]);
});

test.each(['at_order', 'when_done'] as const)(
  'who asks for an order that is paid %s names the service',
  async (payment) => {
    await putService(ledger.table, account.ref.agency, { price: 30, name: 'Logo design', payment });
    const order = { params: { serviceId: 'logo' }, body: { credits: 30, note: 'Blue' } };
    const approval = waitsFor(
      await ask(await asking(), storeRoutes.createOrder, { ...account.keyed('wish'), ...order }),
    );
    expect(await approvalOf(approval)).toMatchObject({ kind: 'order', label: 'Logo design', note: 'Blue' });
  },
);
