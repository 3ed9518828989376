import { expect, test } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { expireCreditRequests } from '../../shared/credit-requests/expire.ts';
import { accountOfOpenAgency, entriesOf, openTestLedger } from '../support/ledger.ts';
import { decided, decisionBy, putRequest, readRequest } from '../support/credit-requests.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
const plenty = () => 60_000;

test('overdue credit requests expire, long pending ones are reminded of, and the rest stays unchanged', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const now = Date.now();
  const expired = await putRequest(ledger, ref, {}, now - 15 * DAY_MS);
  const waiting = await putRequest(ledger, ref, {}, now - 25 * HOUR_MS);
  const young = await putRequest(ledger, ref, {}, now - 23 * HOUR_MS);
  expect(await expireCreditRequests(ledger, ref.agency, plenty)).toEqual({ expired: 1, reminded: 1 });
  expect(await readRequest(ledger, expired)).toMatchObject({
    status: 'rejected',
    reason: 'expired',
    decidedAt: expired.expiresAt,
  });
  expect(await readRequest(ledger, waiting)).toMatchObject({
    status: 'pending',
    remindedAt: expect.any(String),
  });
  expect(await readRequest(ledger, young)).toEqual(young);
  expect(await expireCreditRequests(ledger, ref.agency, plenty)).toEqual({ expired: 0, reminded: 0 });
});

test('a credit request still expires after its reminder, and nobody can accept it after that', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const request = await putRequest(ledger, ref, { steps: [{ name: 'review' }] });
  const reminded = { ...ledger, now: () => Date.now() + 2 * DAY_MS };
  expect(await expireCreditRequests(reminded, ref.agency, plenty)).toEqual({ expired: 0, reminded: 1 });
  const later = { ...ledger, now: () => Date.now() + 14 * DAY_MS };
  const late = decisionBy('ann', 0, { at: instant(later.now()) });
  expect(await decided(later, request, late)).toEqual({ outcome: 'ignored', why: 'request_not_pending' });
  expect(await expireCreditRequests(later, ref.agency, plenty)).toEqual({ expired: 1, reminded: 0 });
  expect(await decided(later, request, decisionBy('ann', 0))).toEqual({
    outcome: 'ignored',
    why: 'request_not_pending',
  });
  expect(await entriesOf(ledger, ref)).toEqual([]);
});

test('of a concurrent acceptance and expiry one wins, and credits come only with the acceptance', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const requests = await Promise.all(
    Array.from({ length: 16 }, () => putRequest(ledger, ref, { steps: [{ name: 'review' }] })),
  );
  const later = { ...ledger, now: () => Date.now() + 15 * DAY_MS };
  // Made in time, and late in the queue.
  await Promise.all([
    expireCreditRequests(later, ref.agency, plenty),
    ...requests.map((request) => decided(later, request, decisionBy('ann', 0))),
  ]);
  const after = await Promise.all(requests.map((request) => readRequest(ledger, request)));
  const accepted = after.filter(({ status }) => status === 'accepted').map(({ id }) => id);
  expect(after.every(({ status }) => ['accepted', 'rejected'].includes(status))).toBe(true);
  expect((await entriesOf(ledger, ref)).map(({ reference }) => reference).toSorted()).toEqual(
    accepted.toSorted(),
  );
});

test('credit requests of another agency stay unchanged', async () => {
  const [ref, other] = [await accountOfOpenAgency(ledger), await accountOfOpenAgency(ledger)];
  const request = await putRequest(ledger, other, {}, Date.now() - 15 * DAY_MS);
  expect(await expireCreditRequests(ledger, ref.agency, plenty)).toEqual({ expired: 0, reminded: 0 });
  expect(await readRequest(ledger, request)).toEqual(request);
});

test('the next run does what a run had no time for', async () => {
  const ref = await accountOfOpenAgency(ledger);
  const now = Date.now();
  for (let turn = 0; turn < 3; turn += 1) await putRequest(ledger, ref, {}, now - 15 * DAY_MS + turn);
  let asked = 0;
  const short = () => (++asked > 1 ? 0 : 60_000);
  expect(await expireCreditRequests(ledger, ref.agency, short)).toEqual({ expired: 1, reminded: 0 });
  expect(await expireCreditRequests(ledger, ref.agency, plenty)).toEqual({ expired: 2, reminded: 0 });
});
