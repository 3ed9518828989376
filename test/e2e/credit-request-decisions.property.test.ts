import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { agencyCreditRequestDetail } from '../../shared/http/routes/credit-request-views.ts';
import { creditRequestRoutes } from '../../shared/http/routes/store/credit-requests.ts';
import { adminOf } from '../support/admin.ts';
import { customerWith, newCustomer } from '../support/customer.ts';
import { findingsOf, ledgerAt } from '../support/ledger.ts';
import { creditRequestQueue } from '../support/credit-request-queue.ts';
import { decisionBy } from '../support/credit-requests.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { startTestStack, temporaryDirectory, type TestStack } from '../support/stack.ts';

/** Of two customers, since one may have ten that wait. */
const REQUESTS = 20;

/** Every second request is large enough for the step of the role `finance`. */
const creditsOf = (place: number): number => (place % 2 === 0 ? 100 : 1000);

/** Duration of one part, in milliseconds. */
const PART_MS = 400;

/** One person’s decision, sent to the API or straight to the queue, perhaps several times. */
const plannedDecision = fc.record({
  place: fc.nat(REQUESTS - 1),
  by: fc.constantFrom('customer', 'ann', 'bob', 'cy'),
  step: fc.nat(1),
  approve: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
  way: fc.oneof({ weight: 3, arbitrary: fc.constant('api' as const) }, fc.constant('queue' as const)),
  /** When, each time. */
  at: fc.array(fc.nat(PART_MS), { minLength: 1, maxLength: 3 }),
});

type PlannedDecision = typeof plannedDecision extends fc.Arbitrary<infer One> ? One : never;

const part = fc.record({
  decisions: fc.array(plannedDecision, { minLength: 25, maxLength: 40, size: 'max' }),
  withdrawn: fc.nat(REQUESTS - 1),
  /** When everything is cut off. */
  cutOff: fc.integer({ min: 10, max: PART_MS }),
});

test(`under random decisions, repeats and crashes, a credit request ends once, with credits if and only if accepted (SEED=${seed})`, async () => {
  const parts = fc.sample(part, { seed, numRuns: 3 });
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  let stack: TestStack = await startTestStack({ directory });
  onTestFinished(() => stack.stop());
  const customers = [await newCustomer(stack.api), await newCustomer(stack.api)] as const;
  /** Two by two: one is large enough for the second step, one is not. */
  const customerAt = (place: number) => customers[place % 4 < 2 ? 0 : 1];
  const ids: string[] = [];
  for (let place = 0; place < REQUESTS; place += 1)
    ids.push(await customerAt(place).ask({ credits: creditsOf(place) }));

  /** The steps whose decisions the API accepted. */
  const promised: { requestId: string; step: number }[] = [];
  const decideAt = async (
    { place, step, approve, way, ...one }: PlannedDecision,
    at: number,
  ): Promise<void> => {
    await sleep(at);
    const requestId = ids[place] ?? '';
    const { account } = customerAt(place);
    const by = one.by === 'customer' ? account : one.by;
    const note = 'no payment came';
    if (way === 'queue') {
      const decision = decisionBy(by, step, { approved: approve, ...(!approve && { note }) });
      await creditRequestQueue(stack).send({ agency: 'demo', account, requestId, decision });
      return;
    }
    const person = await adminOf(stack.api, 'demo', { sub: by, roles: ['finance'] });
    const body = { approve, step: step === 0 ? 'review' : 'finance', ...(!approve && { note }) };
    const { status } = await person.decide(requestId, body);
    if (status === 202) promised.push({ requestId, step });
  };

  for (const [turn, { decisions: all, withdrawn, cutOff }] of parts.entries()) {
    await creditRequestQueue(stack).comeAgainAfter(2);
    // A call that is cut off, or made while the stack is down, does not count.
    const talk = Promise.allSettled([
      ...all.flatMap((one) => one.at.map((at) => decideAt(one, at))),
      customerWith(stack.api, customerAt(withdrawn).token).call(creditRequestRoutes.cancelCreditRequest, {
        params: { requestId: ids[withdrawn] ?? '' },
      }),
    ]);
    if (turn < parts.length - 1) {
      await sleep(cutOff);
      await stack.cutOff();
      await talk;
      stack = await startTestStack({ directory });
    }
    await talk;
    await creditRequestQueue(stack).drained();
  }

  const admin = await adminOf(stack.api);
  const ended = await Promise.all(
    ids.map(async (requestId) => {
      const answer = await admin.call(agencyCreditRequestRoutes.getAgencyCreditRequest, {
        params: { requestId },
      });
      return agencyCreditRequestDetail.parse(answer.body);
    }),
  );
  for (const { status, steps, account } of ended) {
    const deciders = steps.flatMap(({ decidedBy }) => decidedBy ?? []);
    expect(new Set(deciders).size).toBe(deciders.length);
    expect(deciders).not.toContain(account);
    expect(status === 'accepted').toBe(steps.every((step) => step.status === 'approved'));
    expect(status === 'rejected').toBe(steps.some((step) => step.status === 'rejected'));
  }
  const { saw, report } = occurrencesOf('accepted');
  for (const { status } of ended) saw(status);
  report();
  // What was promised was kept: the step was decided, by this decision or by one that came first.
  const undecided = promised.filter(({ requestId, step }) => {
    const request = ended.find(({ id }) => id === requestId);
    return request?.status === 'pending' && request.steps[step]?.decidedBy === undefined;
  });
  expect(promised.length).toBeGreaterThan(0);
  expect(undecided).toEqual([]);

  const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
  for (const { account, token } of customers) {
    const customer = customerWith(stack.api, token);
    const accepted = ended.filter((one) => one.account === account && one.status === 'accepted');
    const entries = await customer.entries();
    const referencesOf = (kind: string) =>
      entries.flatMap((entry) => (entry.kind === kind ? entry.reference : [])).toSorted();
    expect(referencesOf('request')).toEqual(accepted.map(({ id }) => id).toSorted());
    // Large ones come with a bonus.
    const withBonus = accepted.filter(({ bonusCredits }) => bonusCredits > 0);
    expect(referencesOf('bonus')).toEqual(withBonus.map(({ id }) => id).toSorted());
    expect(await customer.balance()).toBe(
      accepted.reduce((sum, { credits, bonusCredits }) => sum + credits + bonusCredits, 0),
    );
    expect(await findingsOf(ledger, { agency: 'demo', account })).toEqual([]);
  }
});
