import { expect, test } from 'vitest';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { takeDecision, UnknownRequestError } from '../../shared/credit-requests/take-decision.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import {
  decided,
  decisionBy,
  messageFor,
  putRequest,
  readRequest,
  requestsOn,
} from '../support/credit-requests.ts';

const ledger = openTestLedger();
const { cancel, prove } = requestsOn(ledger);

const oneStep = { steps: [{ name: 'review' }] };

test('the last approval credits the account with its bonus, and the credit request shows the entry', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, { bonusCredits: 20 });
  expect(await decided(ledger, request, decisionBy('ann', 0))).toMatchObject({ outcome: 'advanced' });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 0 });
  expect(await decided(ledger, request, decisionBy('bob', 1))).toMatchObject({ outcome: 'accepted' });
  const entries = await entriesOf(ledger, ref);
  expect(entries).toMatchObject([
    { kind: 'request', amount: 100, reference: request.id, label: request.label, lots: [{ class: 'paid' }] },
    { kind: 'bonus', amount: 20, reference: request.id, label: request.label, lots: [{ class: 'promo' }] },
  ]);
  expect(await readRequest(ledger, request)).toMatchObject({
    status: 'accepted',
    entry: { number: 1, at: entries[0]?.at },
    decidedAt: expect.any(String),
    decisions: [{ by: 'ann' }, { by: 'bob' }],
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('accepted credits pay a debt first', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, ref, 30);
  await decided(ledger, await putRequest(ledger, ref, oneStep), decisionBy('ann', 0));
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 70, debt: 0 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a rejection at any step ends the credit request without credits', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref);
  await decided(ledger, request, decisionBy('ann', 0));
  const no = decisionBy('bob', 1, { approved: false, note: 'not seen' });
  expect(await decided(ledger, request, no)).toMatchObject({ outcome: 'rejected' });
  expect(await decided(ledger, request, decisionBy('cy', 1))).toEqual({
    outcome: 'ignored',
    why: 'request_not_pending',
  });
  expect(await readRequest(ledger, request)).toMatchObject({ status: 'rejected', reason: 'not seen' });
  expect(await entriesOf(ledger, ref)).toEqual([]);
});

test.each([
  ['of the customer', decisionBy('customer', 0), 'own_request'],
  ['of the requester', decisionBy('clerk', 0), 'own_request'],
  ['on a later step', decisionBy('ann', 1), 'step_not_current'],
])('a decision %s changes nothing, even if it got into the queue', async (_, decision, why) => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, { requestedBy: 'clerk' });
  expect(await decided(ledger, request, decision)).toEqual({ outcome: 'ignored', why });
  expect(await readRequest(ledger, request)).toEqual(request);
});

test('a person decides one step only, and a repeated decision counts once', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref);
  await decided(ledger, request, decisionBy('ann', 0));
  for (const step of [0, 1])
    expect(await decided(ledger, request, decisionBy('ann', step))).toEqual({
      outcome: 'ignored',
      why: 'already_decided',
    });
});

test('I5: 32 parallel last approvals, of one person and of several, credit once', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, oneStep);
  const outcomes = await Promise.all(
    Array.from({ length: 32 }, (_, turn) => decided(ledger, request, decisionBy(`person-${turn % 4}`, 0))),
  );
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'ignored')).toHaveLength(31);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 100, entries: 1 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('64 parallel cancellations and an acceptance: exactly one of the two happens', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const after = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));
  // Now the one comes first, and now the other.
  for (const [behind, spread] of [
    [0, 0],
    [0, 40],
    [4, 0],
    [8, 40],
    [40, 0],
  ] as const) {
    const before = await readAccount(ledger, ref);
    const request = await putRequest(ledger, ref, oneStep);
    const withdraw = async (place: number) => {
      await after((spread * place) / 64);
      return await cancel(ref, request.id);
    };
    const accept = async () => {
      await after(behind);
      return await decided(ledger, request, decisionBy('ann', 0));
    };
    const [{ outcome }, ...answers] = await Promise.all([
      accept(),
      ...Array.from({ length: 64 }, (_, place) => withdraw(place)),
    ]);
    const accepted = (await readRequest(ledger, request)).status === 'accepted';
    expect(outcome).toBe(accepted ? 'accepted' : 'ignored');
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([accepted ? 409 : 200]));
    const { balance } = await readAccount(ledger, ref);
    expect(balance - before.balance).toBe(accepted ? 100 : 0);
  }
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('I6: parallel approvals and rejections of two steps, with proofs in between: credits if and only if accepted', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const requests = await Promise.all(Array.from({ length: 8 }, () => putRequest(ledger, ref)));
  await Promise.all(
    requests.flatMap((request, turn) => [
      ...Array.from({ length: 4 }, (_, person) =>
        decided(
          ledger,
          request,
          decisionBy(`p${person}`, person % 2, { approved: (turn + person) % 5 !== 0, note: 'x' }),
        ),
      ),
      prove(ref, request.id, { note: 'paid' }),
    ]),
  );
  const after = await Promise.all(requests.map((request) => readRequest(ledger, request)));
  const accepted = after.filter(({ status }) => status === 'accepted');
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: accepted.length * 100 });
  expect((await entriesOf(ledger, ref)).map(({ reference }) => reference).toSorted()).toEqual(
    accepted.map(({ id }) => id).toSorted(),
  );
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

/** Leaves room for so many credits. */
const fillTo = async (ref: AccountRef, room: number) =>
  await give(ledger, ref, Number.MAX_SAFE_INTEGER - room - (await readAccount(ledger, ref)).balance);

const makeRoom = (ref: AccountRef) =>
  move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'much', amount: 1000 });

test('an acceptance beyond the account’s limit is refused: no credits, the step stays open, and the credit request shows why', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await fillTo(ref, 100);
  const request = await putRequest(ledger, ref, { ...oneStep, bonusCredits: 1 });
  const first = decisionBy('ann', 0, { id: 'dec_1' });
  expect(await decided(ledger, request, first)).toMatchObject({ outcome: 'refused', why: 'balance_limit' });
  const refused = await readRequest(ledger, request);
  expect(refused).toEqual({
    ...request,
    version: 2,
    refusal: { decision: 'dec_1', code: 'balance_limit', at: expect.any(String) },
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ entries: 1 });

  await makeRoom(ref);
  expect(await decided(ledger, request, first)).toEqual({ outcome: 'ignored', why: 'already_decided' });
  expect(await readRequest(ledger, request)).toEqual(refused);
  expect(await decided(ledger, request, decisionBy('ann', 0, { id: 'dec_2' }))).toMatchObject({
    outcome: 'accepted',
  });
  expect(await entriesOf(ledger, ref)).toMatchObject([{}, {}, { kind: 'request' }, { kind: 'bonus' }]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a refused acceptance can still be rejected, withdrawn or expire', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await fillTo(ref, 99);
  const [rejected, withdrawn] = [
    await putRequest(ledger, ref, oneStep),
    await putRequest(ledger, ref, oneStep),
  ];
  for (const request of [rejected, withdrawn])
    expect(await decided(ledger, request, decisionBy('ann', 0))).toMatchObject({ outcome: 'refused' });
  const no = decisionBy('ann', 0, { id: 'dec_2', approved: false, note: 'paid back' });
  expect(await decided(ledger, rejected, no)).toMatchObject({ outcome: 'rejected' });
  expect(await cancel(ref, withdrawn.id)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(await readAccount(ledger, ref)).toMatchObject({ entries: 1 });
});

test('32 parallel approvals with room for one: it is accepted once, and no refusal undoes that', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await fillTo(ref, 100);
  const request = await putRequest(ledger, ref, oneStep);
  const outcomes = await Promise.all(
    Array.from({ length: 32 }, (_, person) => decided(ledger, request, decisionBy(`p${person}`, 0))),
  );
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  const after = await readRequest(ledger, request);
  expect(after).toMatchObject({ status: 'accepted' });
  expect(after).not.toHaveProperty('refusal');
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: Number.MAX_SAFE_INTEGER, entries: 2 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('concurrent refusals, proofs and freed room: credits if and only if accepted', async () => {
  const ref = await accountOfOpenAgency(ledger);
  await fillTo(ref, 150);
  const requests = await Promise.all(Array.from({ length: 6 }, () => putRequest(ledger, ref, oneStep)));
  const before = await readAccount(ledger, ref);
  await Promise.all([
    ...requests.flatMap((request) => [
      ...['ann', 'bob', 'cy', 'dee'].map((by) => decided(ledger, request, decisionBy(by, 0))),
      prove(ref, request.id, { note: 'paid' }),
    ]),
    move(ledger, ref, { type: 'debit', kind: 'spend', reference: 'some', amount: 100 }),
  ]);
  const after = await Promise.all(requests.map((request) => readRequest(ledger, request)));
  const accepted = after.filter(({ status }) => status === 'accepted');
  const pending = after.filter(({ status }) => status === 'pending');
  // There is room for one of them at first, and for two once the credits are spent.
  expect([1, 2]).toContain(accepted.length);
  expect(accepted.length + pending.length).toBe(requests.length);
  expect(pending.every(({ refusal, decisions }) => refusal && decisions.length === 0)).toBe(true);
  expect((await readAccount(ledger, ref)).balance).toBe(before.balance - 100 + accepted.length * 100);
  expect(
    (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'request').map(({ reference }) => reference),
  ).toHaveLength(accepted.length);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('after a response lost behind the commit, the retry finds the decision applied', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, oneStep);
  const lossy = openTestLedger();
  let lost = false;
  lossy.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        if (commandName === 'TransactWriteItemsCommand' && !lost) {
          lost = true;
          throw Object.assign(new Error('cut off'), { name: 'TimeoutError' });
        }
        return answer;
      },
    { step: 'initialize' },
  );
  expect(await decided(lossy, request, decisionBy('ann', 0))).toEqual({
    outcome: 'ignored',
    why: 'request_not_pending',
  });
  expect(lost).toBe(true);
  expect(await readRequest(ledger, request)).toMatchObject({ status: 'accepted' });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 100, entries: 1 });
});

test('a message for an unknown credit request or another account’s fails visibly', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref);
  const message = messageFor(request, decisionBy('ann', 0));
  await expect(takeDecision(ledger, { ...message, requestId: 'req_none' })).rejects.toThrow(
    UnknownRequestError,
  );
  await expect(takeDecision(ledger, { ...message, account: 'neighbour' })).rejects.toThrow(
    UnknownRequestError,
  );
});
