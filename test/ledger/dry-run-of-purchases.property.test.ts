import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditRequestHandlers as decisionHandlers } from '../../functions/agency/credit-requests.ts';
import { takeDecision } from '../../shared/credit-requests/take-decision.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { dryRunView } from '../../shared/http/routes/dry-run.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import { balanceAt } from '../../shared/ledger/account.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { call } from '../support/api.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { putRequest } from '../support/credit-requests.ts';
import { bucketNowhere } from '../support/files.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';
import { seed } from '../support/seed.ts';

const START = Date.now();
let now = START;
const ledger = openTestLedger({ now: () => now });
const { during } = meter(ledger);
const dryRun = { prefer: 'dry-run' };

/** What an account may hold before: nothing, credits of which some have expired since, a debt, or almost all there may be. */
const beginnings = {
  nothing: async () => undefined,
  'expired credits': async (ref: AccountRef) => {
    const expiresAt = instant(START + DAY_MS);
    const lot = { type: 'credit', kind: 'adjustment', reference: 'gift', class: 'promo', amount: 7 } as const;
    await move(ledger, ref, { ...lot, expiresAt }, lot);
  },
  'a debt': async (ref: AccountRef) => await leaveInDebt(ledger, ref, 30),
  'no room': async (ref: AccountRef) => await give(ledger, ref, Number.MAX_SAFE_INTEGER - 5),
};

const beginning = fc.constantFrom<keyof typeof beginnings>('nothing', 'expired credits', 'a debt', 'no room');

const told = ({ type, kind, label, amount, balance, debt }: Entry) => ({
  type,
  kind,
  ...(label !== undefined && { label }),
  amount,
  balance,
  ...(debt !== undefined && { debt }),
});

/** Asks for a dry run, then does it, and compares what was said with what was done. */
const compared = async (
  ref: AccountRef,
  ask: (headers: Record<string, string>) => ReturnType<typeof call>,
  workOff: () => Promise<unknown> = async () => undefined,
) => {
  const before = await readAccount(ledger, ref);
  let dry = await ask(dryRun);
  const cost = await during(async () => (dry = await ask(dryRun)));
  expect(cost).toMatchObject({ writeUnits: 0, indexWriteUnits: 0 });
  expect(await readAccount(ledger, ref)).toEqual(before);
  expect(dry.headers).toMatchObject({ 'preference-applied': 'dry-run' });
  const done = await ask({});
  await workOff();
  const made = (await entriesOf(ledger, ref)).slice(before.entries);
  const after = balanceAt(await readAccount(ledger, ref), now);
  if (dry.status !== 200) {
    expect(made).toEqual([]);
    return { dry, done, made };
  }
  const { entries, ...preview } = dryRunView.parse(dry.body);
  expect(entries.map(({ lots: _, ...entry }) => entry)).toEqual(made.map(told));
  expect(preview).toEqual({
    dryRun: true,
    balance: after.balance,
    available: after.available,
    restricted: [],
    held: 0,
    debt: after.debt,
  });
  return { dry, done, made };
};

const decisions = occurrencesOf(
  'credits came in',
  'a step was left',
  'it was rejected',
  'there was no room',
  'a debt was paid',
);

test(`a dry run of a decision says what the worker then does (seed ${seed})`, async () => {
  expect.hasAssertions();
  const decision = fc.record({
    begin: beginning,
    credits: fc.integer({ min: 1, max: 60 }),
    bonusCredits: fc.integer({ min: 0, max: 3 }),
    steps: fc.integer({ min: 1, max: 2 }),
    approve: fc.oneof(
      { weight: 4, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  });
  await fc.assert(
    fc.asyncProperty(decision, async ({ begin, credits, bonusCredits, steps, approve }) => {
      now = START;
      const ref = await accountOfOpenAgency(ledger);
      await beginnings[begin](ref);
      now += 2 * DAY_MS;
      const names = ['review', 'finance'].slice(0, steps).map((name) => ({ name }));
      const { id: requestId } = await putRequest(ledger, ref, { credits, bonusCredits, steps: names }, now);
      const queued: Parameters<typeof takeDecision>[1][] = [];
      const handler = apiHandler(
        agencyCreditRequestRoutes,
        decisionHandlers({
          ledger,
          bucket: bucketNowhere(),
          queueDecision: async (message) => queued.push(message) > 0,
        }),
      );
      const { dry, done, made } = await compared(
        ref,
        (headers) =>
          call(handler, agencyCreditRequestRoutes.decideCreditRequest, {
            caller: { agency: ref.agency, actor: 'ann' },
            params: { requestId },
            headers,
            body: { approve, step: 'review', ...(approve ? {} : { note: 'not seen' }) },
          }),
        async () => {
          expect(queued).toHaveLength(1);
          for (const message of queued) await takeDecision(ledger, message);
        },
      );
      expect(done).toMatchObject({ status: 202 });
      const isRefused = approve && steps === 1 && begin === 'no room' && credits + bonusCredits > 5;
      expect(dry).toMatchObject(
        isRefused ? { status: 409, body: { code: 'balance_limit' } } : { status: 200 },
      );
      decisions.saw('there was no room', isRefused);
      decisions.saw('credits came in', made.length > 0);
      decisions.saw('a step was left', approve && steps > 1);
      decisions.saw('it was rejected', !approve);
      decisions.saw(
        'a debt was paid',
        made.some(({ debt }) => debt !== undefined),
      );
    }),
    { seed, numRuns: 60 },
  );
  decisions.report();
});

const completions = occurrencesOf(
  'credits came in',
  'nothing was paid',
  'it was declined',
  'PayPal was not reached',
  'there was no room',
);

test(`a dry run of a completion says what the completion then does, and takes no payment (seed ${seed})`, async () => {
  expect.hasAssertions();
  const completion = fc.record({
    begin: beginning,
    credits: fc.integer({ min: 1, max: 60 }),
    bonusCredits: fc.integer({ min: 0, max: 3 }),
    answer: fc.constantFrom('paid', 'paid', 'paid', 'pending', 'nothing', 'declined', 'unreachable'),
  });
  await fc.assert(
    fc.asyncProperty(completion, async ({ begin, credits, bonusCredits, answer }) => {
      now = START;
      const ref = await accountOfOpenAgency(ledger);
      await beginnings[begin](ref);
      now += 2 * DAY_MS;
      const session = { id: 'ORDER1', url: 'https://pay.example/ORDER1' };
      const checkout = await openCheckout(ledger, ref, { credits, bonusCredits, session });
      const { id: checkoutId, account } = checkout;
      const taken: boolean[] = [];
      const facts = (): PaymentFact[] => {
        if (answer === 'nothing') return [];
        if (answer === 'declined')
          return [{ type: 'payment_declined', checkoutId, account, reason: 'declined', at: instant(now) }];
        return [paidFact(checkout, { status: answer === 'paid' ? 'paid' : 'pending' })];
      };
      const connect = connecting({
        ask: async (_checkout, _session, _now, isDryRun = false) => {
          taken.push(!isDryRun);
          return answer === 'unreachable' ? err({ code: 'provider_unreachable' }) : ok(facts());
        },
      });
      const { dry, done, made } = await compared(ref, (headers) =>
        call(checkoutHandler(ledger, connect), checkoutRoutes.completeCheckout, {
          caller: ref,
          params: { checkoutId },
          headers,
        }),
      );
      expect(taken).toEqual([false, false, true]);
      expect(dry.status).toBe(done.status);
      completions.saw('credits came in', made.length > 0);
      completions.saw('nothing was paid', answer === 'nothing');
      completions.saw('it was declined', answer === 'declined');
      completions.saw('PayPal was not reached', dry.status === 503);
      completions.saw('there was no room', answer === 'paid' && begin === 'no room' && made.length === 0);
    }),
    { seed, numRuns: 60 },
  );
  completions.report();
});

test('a completed checkout answers a dry run as it answers without one', async () => {
  now = START;
  const ref = await accountOfOpenAgency(ledger);
  const session = { id: 'ORDER1', url: 'https://pay.example/ORDER1' };
  const checkout = await openCheckout(ledger, ref, { session });
  const connect = connecting({ ask: async () => ok([paidFact(checkout)]) });
  const complete = (headers: Record<string, string>) =>
    call(checkoutHandler(ledger, connect), checkoutRoutes.completeCheckout, {
      caller: ref,
      params: { checkoutId: checkout.id },
      headers,
    });
  const done = await complete({});
  expect(done).toMatchObject({ status: 200, body: { status: 'paid' } });
  expect((await complete(dryRun)).body).toEqual(done.body);
});
