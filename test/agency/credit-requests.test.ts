import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { queueDecisionsIn } from '../../shared/credit-requests/queue-decision.ts';
import { listed } from '../../shared/http/page.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { agencyCreditRequestView } from '../../shared/http/routes/credit-request-views.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, move, openTestLedger, someAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { decided, decisionBy, putRequest, readRequest, requestsOn } from '../support/credit-requests.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
const { agency: handler, decide, prove, upload, queued, workOff, read: ofCustomer } = requestsOn(ledger);

const page = listed(agencyCreditRequestView);
const list = async (agency: string, query: Record<string, string> = {}) =>
  page.parse(
    (
      await call(handler, agencyCreditRequestRoutes.listAgencyCreditRequests, {
        caller: { agency, actor: 'ann' },
        query,
      })
    ).body,
  );

const read = (agency: string, requestId: string) =>
  call(handler, agencyCreditRequestRoutes.getAgencyCreditRequest, {
    caller: { agency, actor: 'ann' },
    params: { requestId },
  });

const approve = (step: string) => ({ approve: true, step });

test('an agency lists the pending credit requests of all accounts, oldest first, and others by status', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const now = Date.now();
  const old = await putRequest(ledger, caller, {}, now - 2);
  const young = await putRequest(ledger, { ...caller, account: 'neighbour' }, {}, now);
  const rejected = await putRequest(ledger, caller, {}, now - 1);
  await decided(ledger, rejected, decisionBy('ann', 0, { approved: false, note: 'no' }));
  const lapsed = await putRequest(ledger, caller, {}, now - 15 * DAY_MS);

  const pending = await list(caller.agency);
  expect(pending.items.map(({ id }) => id)).toEqual([old.id, young.id]);
  expect(pending.items).toMatchObject([{ account: 'customer' }, { account: 'neighbour' }]);
  expect(pending.items.map(({ id }) => id)).not.toContain(lapsed.id);
  expect((await list(caller.agency, { status: 'rejected' })).items).toMatchObject([
    { id: rejected.id, steps: [{ decidedBy: 'ann', note: 'no', status: 'rejected' }, { role: 'finance' }] },
  ]);
  expect((await list(caller.agency, { status: 'accepted' })).items).toEqual([]);
});

test('an agency filters credit requests by account, method and time, with both ends of a period', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const now = Date.now();
  const old = await putRequest(ledger, caller, {}, now - 2000);
  const other = await putRequest(ledger, { ...caller, account: 'neighbour' }, {}, now - 1000);
  const crypto = await putRequest(ledger, caller, { method: 'crypto' }, now);
  const idsOf = async (query: Record<string, string>) =>
    (await list(caller.agency, query)).items.map(({ id }) => id);
  expect(await idsOf({ account: 'customer' })).toEqual([old.id, crypto.id]);
  expect(await idsOf({ method: 'crypto' })).toEqual([crypto.id]);
  expect(await idsOf({ account: 'neighbour', method: 'crypto' })).toEqual([]);
  expect(await idsOf({ from: other.createdAt })).toEqual([other.id, crypto.id]);
  expect(await idsOf({ from: old.createdAt, to: crypto.createdAt })).toEqual([old.id, other.id]);
  expect(await idsOf({ to: '1960-01-01T00:00:00Z' })).toEqual([]);
  const backward = { from: crypto.createdAt, to: old.createdAt };
  expect(
    await call(handler, agencyCreditRequestRoutes.listAgencyCreditRequests, {
      caller: { agency: caller.agency, actor: 'ann' },
      query: backward,
    }),
  ).toMatchObject({ status: 400, body: { faults: [{ pointer: '/from' }] } });
});

test('1,000 pending requests are ten pages of 100, in one Query each', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const now = Date.now();
  const written = await Promise.all(
    Array.from({ length: 1000 }, (_, turn) => putRequest(ledger, caller, {}, now + turn)),
  );
  const metered = openTestLedger();
  const { during } = meter(metered);
  const { agency } = requestsOn(metered);
  const found: string[] = [];
  let query: Record<string, string> = { limit: '100' };
  for (let turn = 0; turn < 10; turn += 1) {
    const cost = await during(async () => {
      const { body } = await call(agency, agencyCreditRequestRoutes.listAgencyCreditRequests, {
        caller: { agency: caller.agency, actor: 'ann' },
        query,
      });
      const { items, cursor } = page.parse(body);
      expect(items).toHaveLength(100);
      found.push(...items.map(({ id }) => id));
      query = { limit: '100', cursor: cursor ?? '' };
    });
    expect(cost).toMatchObject({ calls: ['Query'], writeUnits: 0 });
  }
  expect(found).toEqual(written.map(({ id }) => id));
});

test('an approver sees a credit request with its proofs', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller);
  await prove(caller, request.id, { note: 'paid' });
  await upload(caller, request.id);
  await prove(caller, request.id, { uploadId: 'upl_1' });
  const file = `/files/proofs/${caller.agency}/${request.id}/upl_1?`;
  expect(await read(caller.agency, request.id)).toMatchObject({
    status: 200,
    body: {
      id: request.id,
      account: caller.account,
      requestedBy: caller.account,
      reference: request.reference,
      proofCount: 2,
      proofs: [{ note: 'paid' }, { uploadId: 'upl_1', url: expect.stringContaining(file) }],
      steps: [
        { name: 'review', status: 'current' },
        { name: 'finance', role: 'finance', status: 'open' },
      ],
    },
  });
});

test('approvals by two people accept a credit request; each answer is 202 with the credit request as it was', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putRequest(ledger, caller);
  const first = await decide({ agency: caller.agency, actor: 'ann' }, id, approve('review'));
  expect(first).toMatchObject({
    status: 202,
    body: { decisionId: expect.stringMatching(/^dec_/), request: { id, status: 'pending' } },
  });
  await workOff();
  const finance = { agency: caller.agency, actor: 'bob', roles: ['clerk', 'finance'] };
  expect(await decide(finance, id, { ...approve('finance'), note: 'seen on the account' })).toMatchObject({
    status: 202,
    body: { request: { steps: [{ status: 'approved', decidedBy: 'ann' }, { status: 'current' }] } },
  });
  await workOff();
  expect((await read(caller.agency, id)).body).toMatchObject({
    status: 'accepted',
    steps: [{ decidedBy: 'ann' }, { decidedBy: 'bob', note: 'seen on the account' }],
    entry: { number: 1 },
  });
});

test('a decision costs one read and one message, grouped by credit request and with its own id', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putRequest(ledger, caller);
  const sqs = new SQSClient({});
  const stub = mockClient(sqs);
  stub.on(SendMessageCommand).resolves({});
  const metered = openTestLedger();
  const { during } = meter(metered);
  const requests = requestsOn(metered, queueDecisionsIn(sqs, 'https://queue.example/q.fifo'));
  const ann = { agency: caller.agency, actor: 'ann' };
  expect(await during(() => requests.decide(ann, id, approve('review')))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
  const again = await requests.decide(ann, id, approve('review'));
  const [first, second] = stub.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);
  expect(first).toMatchObject({
    QueueUrl: 'https://queue.example/q.fifo',
    MessageGroupId: `${caller.agency}:${id}`,
    MessageDeduplicationId: again.body['decisionId'],
  });
  expect(second?.MessageDeduplicationId).toBe(first?.MessageDeduplicationId);
});

test('while the queue rejects messages, a decision gets 503 and nothing happens', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller);
  const sqs = new SQSClient({});
  mockClient(sqs).on(SendMessageCommand).rejects(new Error('no'));
  const requests = requestsOn(ledger, queueDecisionsIn(sqs, 'https://queue.example/q.fifo'));
  const answer = await requests.decide(
    { agency: caller.agency, actor: 'ann' },
    request.id,
    approve('review'),
  );
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'busy' } });
  expect(await readRequest(ledger, request)).toEqual(request);
});

test('a repeated decision gets the same answer, also after it was applied; the opposite one is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller, { steps: [{ name: 'review' }] });
  const ann = { agency: caller.agency, actor: 'ann' };
  const first = await decide(ann, request.id, approve('review'));
  await workOff();
  const again = await decide(ann, request.id, approve('review'));
  expect(again).toMatchObject({
    status: 202,
    body: { decisionId: first.body['decisionId'], request: { status: 'accepted' } },
  });
  expect(queued).toEqual([]);
  expect(await decide(ann, request.id, { approve: false, step: 'review', note: 'no' })).toMatchObject({
    status: 409,
  });
});

test('an approval that would exceed the account’s limit shows in the credit request, and the same person can approve again', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, Number.MAX_SAFE_INTEGER);
  const { id } = await putRequest(ledger, caller);
  const [ann, bob] = ['ann', 'bob'].map((actor) => ({ agency: caller.agency, actor, roles: ['finance'] }));
  if (!ann || !bob) throw new Error('two people');
  const reviewed = await decide(ann, id, approve('review'));
  await workOff();
  const first = await decide(bob, id, approve('finance'));
  await workOff();
  const refusal = { code: 'balance_limit', at: expect.any(String) };
  const detail = await read(caller.agency, id);
  expect(detail.body).toMatchObject({
    status: 'pending',
    steps: [
      { status: 'approved', decidedBy: 'ann' },
      { name: 'finance', status: 'current' },
    ],
  });
  expect(detail.body['refusal']).toEqual(refusal);
  expect((await list(caller.agency)).items).toMatchObject([{ id, refusal }]);
  expect((await ofCustomer(caller, id)).body).not.toHaveProperty('refusal');

  await move(ledger, caller, { type: 'debit', kind: 'spend', reference: 'much', amount: 100 });
  const second = await decide(bob, id, approve('finance'));
  // Under an id of its own, for which the queue has room.
  expect(second.body['decisionId']).not.toBe(first.body['decisionId']);
  await workOff();
  expect((await read(caller.agency, id)).body).toMatchObject({ status: 'accepted' });
  expect(await decide(bob, id, approve('finance'))).toMatchObject({
    status: 202,
    body: { decisionId: second.body['decisionId'] },
  });
  expect(await decide(ann, id, approve('review'))).toMatchObject({
    status: 202,
    body: { decisionId: reviewed.body['decisionId'] },
  });
  expect(queued).toEqual([]);
});

test('an approval refused before another one succeeded can be repeated and gets the same answer', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, Number.MAX_SAFE_INTEGER);
  const { id } = await putRequest(ledger, caller, { steps: [{ name: 'review' }] });
  const ann = { agency: caller.agency, actor: 'ann' };
  const first = await decide(ann, id, approve('review'));
  const approval = queued.splice(0);
  await decide({ agency: caller.agency, actor: 'bob' }, id, approve('review'));
  await workOff();
  await move(ledger, caller, { type: 'debit', kind: 'spend', reference: 'much', amount: 100 });
  queued.push(...approval);
  await workOff();
  expect(await decide(ann, id, approve('review'))).toMatchObject({
    status: 202,
    body: { decisionId: first.body['decisionId'], request: { status: 'accepted' } },
  });
  expect(queued).toEqual([]);
});

const refusals: [string, number, string, { actor: string; roles?: string[] }, string, number][] = [
  ['the customer', 403, 'own_request', { actor: 'customer' }, 'review', 0],
  ['whoever asked for the customer', 403, 'own_request', { actor: 'clerk' }, 'review', 0],
  ['somebody without the role', 403, 'role_missing', { actor: 'bob', roles: ['review'] }, 'finance', 1],
  ['somebody who decided before', 409, 'already_decided', { actor: 'ann', roles: ['finance'] }, 'finance', 1],
  ['a step to come', 409, 'step_not_current', { actor: 'bob', roles: ['finance'] }, 'finance', 0],
  ['a step that is done', 409, 'step_not_current', { actor: 'bob' }, 'review', 1],
  ['a step that there is not', 409, 'step_not_current', { actor: 'bob' }, 'other', 0],
];

test.each(refusals)('%s: %d %s, and nothing is queued', async (_, status, code, who, step, done) => {
  const caller = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, caller, { requestedBy: 'clerk' });
  if (done > 0) await decided(ledger, request, decisionBy('ann', 0));
  expect(await decide({ agency: caller.agency, ...who }, request.id, approve(step))).toMatchObject({
    status,
    body: { code },
  });
  expect(queued).toEqual([]);
});

test.each(['cancelled', 'rejected', 'accepted', 'expired'] as const)(
  'a credit request that is %s cannot be decided',
  async (how) => {
    const caller = await accountOfOpenAgency(ledger);
    const { id } =
      how === 'expired'
        ? await putRequest(ledger, caller, {}, Date.now() - 15 * DAY_MS)
        : await putRequest(ledger, caller, { status: how });
    expect(await decide({ agency: caller.agency, actor: 'bob' }, id, approve('review'))).toMatchObject({
      status: 409,
      body: { code: 'request_not_pending' },
    });
    expect(queued).toEqual([]);
  },
);

test.each([
  [{ approve: false, step: 'review' }],
  [{ approve: 'yes', step: 'review' }],
  [{ approve: true }],
  [{ approve: true, step: 'review', account: 'other' }],
])('the decision %j is refused', async (body) => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putRequest(ledger, caller);
  expect(await decide({ agency: caller.agency, actor: 'ann' }, id, body)).toMatchObject({ status: 400 });
});

test('I8: another agency neither finds nor lists the credit request', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putRequest(ledger, caller);
  const { agency } = someAccount();
  expect(await list(agency)).toEqual({ items: [], cursor: null });
  expect(await read(agency, id)).toMatchObject({ status: 404 });
  expect(await decide({ agency, actor: 'ann' }, id, approve('review'))).toMatchObject({ status: 404 });
  expect(queued).toEqual([]);
});
