import { openLedger } from '../../shared/ledger/ledger.ts';
import { accountOfOpenAgency, give, ledgerAt } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';
import { paced, percentile, rateOf } from './crowd.ts';
import { type Figure, rateRatio } from './figure.ts';
import { usageOn } from './hot-usage.ts';
import { AGENCY, startHttpStack } from './http-stack.ts';
import { median } from './timing.ts';

const PLENTY = 1_000_000_000;
const ROUNDS = 3;

/** Callers who spend from the hot account at one time: more lose more races, fewer wait more. */
const SPENDERS = 8;
const SPEND_SECONDS = 4;
const MANY_EVENTS = 5000;

/**
 * How much more an account is charged by usage than by spends. With an entry for each event, the partition of an account's entries
 * takes 500 a second of DynamoDB, 12.5 times the 40 spends (docs/scale.md): no more is asked of the local engine.
 */
const MIN_RATIO = { each: 10, batch: 20 };

/** Events of a batch, and the most write units of an event. */
const BATCH = 100;
const MAX_UNITS_EACH = 4.1;
const MAX_UNITS_BATCHED = 0.3;

/** What the hot account gets while cold ones are measured: so many reports a second, of so many events. */
const REPORTS_PER_SECOND = 2;
const EVENTS_PER_REPORT = 20;

const COLD_ACCOUNTS = 50;
const COLD_SPENDS_PER_SECOND = 10;
const COLD_SECONDS = 10;
const MAX_HARM = 2;

/** The meter that the local stack begins with makes an entry of each event. */
const EACH = 'api-calls';
const BATCHED = 'batched';

/** Write units of an event, of those that come in one message. */
const writeUnits = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const ref = await accountOfOpenAgency(ledger);
  await putMeter(ledger, meterOf(ref.agency));
  await putMeter(ledger, meterOf(ref.agency, { id: BATCHED, entries: 'batch' }));
  await give(ledger, ref, PLENTY);
  const cost = async (count: number): Promise<number> => {
    const events = Array.from({ length: count }, (_, place) =>
      eventOf(`of-${count}-${place}`, {
        quantity: 7,
        time: new Date(Date.UTC(2026, 0, 31, 9, count + place)).toISOString(),
      }),
    );
    return (await during(() => charge(metered, ref, events))).writeUnits / count;
  };
  const [of1, of20, of40] = [await cost(1), await cost(20), await cost(40)];
  const batch = Array.from({ length: BATCH }, (_, place) =>
    eventOf(`batched-${place}`, { meter: BATCHED, quantity: 7 }),
  );
  const batched = (await during(() => charge(metered, ref, batch))).writeUnits / BATCH;
  return [
    {
      figure: 'a usage event, an entry each, of 20 in 20 minutes',
      value: `${of20.toFixed(2)} WRU (alone ${of1.toFixed(0)}, of 40 ${of40.toFixed(2)})`,
      budget: `<= ${MAX_UNITS_EACH} WRU`,
      met: of20 <= MAX_UNITS_EACH,
      measured: { of1, of20, of40 },
    },
    {
      figure: `a usage event, one entry a batch, of ${BATCH} in a minute`,
      value: `${batched.toFixed(2)} WRU`,
      budget: `<= ${MAX_UNITS_BATCHED} WRU`,
      met: batched <= MAX_UNITS_BATCHED,
      measured: { batched },
    },
  ];
};

/** One account with much to do, over HTTP on the whole local stack, and what becomes of the others. */
export const hotAccount = async (): Promise<Figure[]> => {
  const units = await writeUnits();
  const stack = await startHttpStack();
  try {
    const ledger = ledgerAt(stack.dynamoDb, stack.tableName);
    const token = await stack.admin();
    const usage = usageOn(stack, token, { account: 'hot', meter: EACH });
    const batched = usageOn(stack, token, { account: 'hot-batched', meter: BATCHED });
    await putMeter(ledger, meterOf(AGENCY, { id: BATCHED, entries: 'batch' }));
    for (const account of ['hot', 'hot-batched']) await give(ledger, { agency: AGENCY, account }, PLENTY);
    const spent = await stack.customer(ledger, 'spent', PLENTY);
    const cold: (typeof spent)[] = [];
    for (let place = 0; place < COLD_ACCOUNTS; place += 1)
      cold.push(await stack.customer(ledger, `cold-${place}`, PLENTY));
    ledger.table.client.destroy();
    let spends = 0;
    const spendFrom = async (customer: typeof spent | undefined): Promise<void> =>
      await customer?.spend(`key-${(spends += 1)}`);

    const spendRate = async () =>
      await rateOf(() => spendFrom(spent), { callers: SPENDERS, things: SPENDERS, seconds: SPEND_SECONDS });
    await spendRate();
    await usage.many(MANY_EVENTS / 10);
    await batched.many(MANY_EVENTS / 10);
    const rates: { each: number; batch: number; under: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rates.push({
        each: await usage.many(MANY_EVENTS),
        under: await spendRate(),
        batch: await batched.many(2 * MANY_EVENTS),
      });

    const spendCold = async () =>
      await paced((place) => spendFrom(cold[place % COLD_ACCOUNTS]), {
        perSecond: COLD_SPENDS_PER_SECOND,
        seconds: COLD_SECONDS,
      });
    const delays: number[] = [];
    const heat = async () =>
      await paced(async () => void delays.push(await usage.few(EVENTS_PER_REPORT)), {
        perSecond: REPORTS_PER_SECOND,
        seconds: COLD_SECONDS,
      });
    const alone: number[][] = [];
    const mixed: number[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(await spendCold());
      const [times] = await Promise.all([spendCold(), heat()]);
      mixed.push(times);
    }
    const p99 = (rounds: readonly number[][]) => median(rounds.map((times) => percentile(times, 0.99)));
    const p50 = (rounds: readonly number[][]) => median(rounds.map((times) => percentile(times, 0.5)));
    const harm = p99(mixed) / p99(alone);
    const heated = `${REPORTS_PER_SECOND * EVENTS_PER_REPORT} usage events a second`;
    const sorted = delays.toSorted((a, b) => a - b);
    return [
      rateRatio(
        `usage events of one account over HTTP, an entry each ÷ spends of one account, ${SPENDERS} at once`,
        rates.map(({ each: over, under }) => ({ over, under })),
        MIN_RATIO.each,
      ),
      rateRatio(
        `usage events of one account over HTTP, one entry a batch ÷ spends of one account, ${SPENDERS} at once`,
        rates.map(({ batch: over, under }) => ({ over, under })),
        MIN_RATIO.batch,
      ),
      ...units,
      {
        figure: `a usage event, from accepted to charged, at ${heated}`,
        value: `p50 ${percentile(sorted, 0.5).toFixed(0)} ms, p99 ${percentile(sorted, 0.99).toFixed(0)} ms`,
        measured: {
          p50Milliseconds: percentile(sorted, 0.5),
          p99Milliseconds: percentile(sorted, 0.99),
          reports: sorted.length,
        },
      },
      {
        figure: `a spend of a cold account with ${heated} on another ÷ without (p99)`,
        value: `${harm.toFixed(2)} (${p99(mixed).toFixed(0)} ms ÷ ${p99(alone).toFixed(0)} ms; p50 ${p50(mixed).toFixed(0)} ÷ ${p50(alone).toFixed(0)})`,
        budget: `<= ${MAX_HARM}`,
        met: harm <= MAX_HARM,
        measured: {
          ratio: harm,
          mixedP99Milliseconds: p99(mixed),
          aloneP99Milliseconds: p99(alone),
          mixedP50Milliseconds: p50(mixed),
          aloneP50Milliseconds: p50(alone),
        },
      },
    ];
  } finally {
    await stack.stop();
  }
};
