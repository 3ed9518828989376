import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Outcome } from '../../infra/local/lambda/outcome.ts';
import { chargeIn } from '../../functions/usage-worker/charge.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { foldOff } from '../../shared/queue/fold-off.ts';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import { takeUsage, type ReportedEvent } from '../../shared/usage/take-usage.ts';
import { cutOffAfter, failPutsOf } from '../support/broken-writes.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { PATIENCE } from '../support/patience.ts';
import { seed } from '../support/seed.ts';
import { openUsageQueue, type Worker } from '../support/usage-queue.ts';
import { eventOf, memoryOfBatches, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

let queue: Awaited<ReturnType<typeof openUsageQueue>>;
beforeAll(async () => {
  queue = await openUsageQueue();
});
afterAll(() => queue.stop());

/** As in the bucket: what is kept outlives the worker. */
const { batches, keepBatch } = memoryOfBatches();

const CREDITS = 1_000_000;
const ACCOUNTS = ['ada', 'ben', 'cleo'];
const METERS = {
  calls: { creditsPer: 3, per: 7, entries: 'each' },
  bytes: { creditsPer: 5, per: 16, entries: 'batch' },
  frames: { creditsPer: 2, per: 1, entries: 'each' },
} as const;
const METER_IDS = ['calls', 'bytes', 'frames'] as const;

/** The same account, id and time always come with the same meter and quantity, as from somebody who sends the same again. */
const event = fc
  .record({
    id: fc.integer({ min: 0, max: 40 }),
    account: fc.constantFrom(...ACCOUNTS),
    month: fc.integer({ min: 10, max: 14 }),
  })
  .map(({ id, account, month }): ReportedEvent => {
    const time = new Date(Date.UTC(2025, month, 1, 0, 0, 0) - (id % 2) * 1000).toISOString();
    const meter = METER_IDS[(id + month) % METER_IDS.length] ?? 'calls';
    return { ...eventOf(`event-${id}`, { meter, quantity: 1 + ((id * 37 + month) % 90), time }), account };
  });

type Fault =
  | { type: 'dies before it begins' }
  | { type: 'dies in the middle'; after: number }
  | { type: 'dies before the delete' }
  | { type: 'fails for an account'; account: string };

/** What goes wrong with the first batches. A message that fails five times is a dead letter, which is another test. */
const faults: fc.Arbitrary<Fault[]> = fc
  .record({ after: fc.nat(2), account: fc.constantFrom(...ACCOUNTS) })
  .chain(({ after, account }) =>
    fc.shuffledSubarray<Fault>(
      [
        { type: 'dies before it begins' },
        { type: 'dies in the middle', after },
        { type: 'dies before the delete' },
        { type: 'fails for an account', account },
      ],
      { minLength: 4 },
    ),
  );

const story = fc.record({
  posts: fc.array(fc.array(event, { minLength: 1, maxLength: 150, size: 'max' }), {
    minLength: 2,
    maxLength: 4,
    size: 'max',
  }),
  faults,
  /** Whether the worker finds all of it in the queue, or begins while it comes. */
  beginsLate: fc.boolean(),
});

const seen = occurrencesOf(
  'dies before it begins',
  'dies in the middle',
  'dies before the delete',
  'fails for an account',
  'a part of a batch failed',
  'charged again and known',
  'another month',
  'a fraction left',
  'a batch of several events',
);

/** The worker as Lambda runs it, which dies or fails as it is told. */
const workerWith =
  (next: () => Fault | undefined): Worker =>
  async (records) => {
    const fault = next();
    if (fault) seen.saw(fault.type);
    const died: Outcome = { status: 'crashed', reason: fault?.type ?? '' };
    if (fault?.type === 'dies before it begins') return died;
    const own = openTestLedger();
    if (fault?.type === 'dies in the middle') cutOffAfter(own, fault.after);
    if (fault?.type === 'fails for an account')
      failPutsOf(own, ({ pk }) => String(pk).endsWith(`#${fault.account}`));
    const done = await foldOff(chargeIn({ ledger: own, keepBatch }), records, () => 60_000);
    const failed = done.batchItemFailures.length;
    if (fault?.type === 'dies before the delete' || (fault?.type === 'dies in the middle' && failed > 0))
      return died;
    seen.saw('a part of a batch failed', failed > 0 && failed < records.length);
    return { status: 'ok', payload: JSON.stringify(done) };
  };

const nameOf = ({ account, id, time }: ReportedEvent): string => `${account} ${id} ${time}`;

const drained = () => vi.waitFor(async () => expect(await queue.depth()).toBe(0), PATIENCE);

const stateOf = async (agency: string, { account, id, time }: ReportedEvent) => {
  const state = await usageStateOf(ledger.table, { agency, account }, { id, time });
  if (!state.ok) throw new Error(`no state of ${id}`);
  return state.value;
};

/** Asserts of one account that each meter's credits and fraction are exactly what its events cost. */
const expectExact = async (ref: AccountRef, events: readonly ReportedEvent[]): Promise<void> => {
  const { carries = [], balance } = await readAccount(ledger, ref);
  const states = await Promise.all(
    events.map(async (one) => ({ ...(await stateOf(ref.agency, one)), quantity: one.quantity })),
  );
  expect(states.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
  expect(states.map(({ units }) => units)).toEqual(states.map(({ quantity }) => quantity));
  for (const id of METER_IDS) {
    const own = states.filter(({ meter }) => meter === id);
    const credits = own.reduce((sum, state) => sum + state.credits, 0);
    const units = own.reduce((sum, state) => sum + state.units, 0);
    const fraction = carries.find((carry) => carry.id === id)?.fraction ?? '0/1';
    const [numerator = 0, denominator = 1] = fraction.split('/').map(Number);
    seen.saw('a fraction left', numerator > 0);
    const { creditsPer, per } = METERS[id];
    expect((credits * denominator + numerator) * per).toBe(units * creditsPer * denominator);
    expect(numerator).toBeLessThan(denominator);
  }
  const charged = states.reduce((sum, { credits }) => sum + credits, 0);
  expect(balance).toBe(CREDITS - charged);
  const entries = (await entriesOf(ledger, ref)).filter(({ kind }) => kind === 'usage');
  expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(charged);
  for (const { number, amount, reference, events: count } of entries) {
    if (count === undefined) continue;
    const kept = batches.get(reference)?.events ?? [];
    seen.saw('a batch of several events', count > 1);
    expect(kept).toHaveLength(count);
    expect(kept.reduce((sum, one) => sum + one.credits, 0)).toBe(amount);
    expect(
      states
        .filter((one) => one.entry === number)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(kept.map(({ id }) => id).toSorted());
  }
  expect(await findingsOf(ledger, ref)).toEqual([]);
};

test(`I11: whatever is repeated, reordered, cut off or failed on the way through the queue, each event is charged once and exactly (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(story, async ({ posts, faults: planned, beginsLate }) => {
      const { agency } = await accountOfOpenAgency(ledger);
      for (const id of METER_IDS) await putMeter(ledger, meterOf(agency, { id, ...METERS[id] }));
      for (const account of ACCOUNTS) await give(ledger, { agency, account }, CREDITS);
      const left = [...planned];
      const begin = () => queue.work(workerWith(() => left.shift()));
      const early = beginsLate ? undefined : begin();
      const take = async (events: readonly ReportedEvent[]) => {
        const taken = await takeUsage(ledger.table, queue.queueUsage, agency, events);
        expect(taken).toMatchObject({ ok: true });
      };
      for (const post of posts) {
        await take(post);
        // Its answer was lost: the agency sends it again, and a part of it in another order.
        await take(post);
        await take(post.slice(0, 20).toReversed());
      }
      const working = early ?? begin();
      await drained();
      const events = new Map(posts.flat().map((one) => [nameOf(one), one]));
      // An operator sends a dead letter again, long after it was done.
      for (const [account, own] of Map.groupBy(events.values(), (one) => one.account))
        await queue.sendRaw(
          { agency, account },
          JSON.stringify({ agency, account, events: own.slice(0, 10).map(({ account: _, ...one }) => one) }),
        );
      await drained();
      await working.stop();
      seen.saw('charged again and known', posts.flat().length > events.size);
      seen.saw('another month', new Set(posts.flat().map(({ time }) => time.slice(0, 7))).size > 1);
      for (const account of ACCOUNTS) {
        const own = [...events.values()].filter((one) => one.account === account);
        await expectExact({ agency, account }, own);
      }
    }),
    { seed, numRuns: 8, endOnFailure: true },
  );
  expect(await queue.deadLetters()).toBe(0);
  seen.report();
}, 170_000);

test('a poison message stops its account for five tries at most, and no other account', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(agency));
  const [ada, ben] = [
    { agency, account: 'ada' },
    { agency, account: 'ben' },
  ];
  await give(ledger, ada, 10);
  await give(ledger, ben, 10);
  await queue.sendRaw(ada, '{"agency":');
  await queue.sendRaw(ada, JSON.stringify({ ...ada, events: [{ ...eventOf('half'), quantity: 0.5 }] }));
  const events = [ada, ben].map(({ account }) => ({ ...eventOf('a', { quantity: 7 }), account }));
  await takeUsage(ledger.table, queue.queueUsage, agency, events);
  const working = queue.work(workerWith(() => undefined));
  const balances = async () => [
    (await readAccount(ledger, ada)).balance,
    (await readAccount(ledger, ben)).balance,
  ];
  await vi.waitFor(async () => expect((await balances())[1]).toBe(7), PATIENCE);
  expect(await queue.deadLetters()).toBe(0);
  await drained();
  expect(await balances()).toEqual([7, 7]);
  expect(await queue.deadLetters()).toBe(2);
  await working.stop();
});
