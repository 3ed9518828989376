import { ledgerAt } from '../support/ledger.ts';
import { bareSpender } from './bare-spend.ts';
import { rateOf } from './crowd.ts';
import { type Figure, rateRatio } from './figure.ts';
import { startHttpStack } from './http-stack.ts';

const ACCOUNTS = 50;
const CALLERS = 32;
const ROUNDS = 4;
const ROUND_SECONDS = 4;
const WARM_UP_SECONDS = 3;
const PLENTY = 1_000_000;
const MIN_RATIO = 0.35;

const body = { amount: 1, reference: 'order-1042' };

/** What of the bare SDK's rate is left over HTTP on the whole local stack, on the same table. */
export const httpPath = async (): Promise<Figure> => {
  const stack = await startHttpStack();
  try {
    const ledger = ledgerAt(stack.dynamoDb, stack.tableName);
    const customers: Awaited<ReturnType<typeof stack.customer>>[] = [];
    const bare: Awaited<ReturnType<typeof bareSpender>>[] = [];
    for (let place = 0; place < ACCOUNTS; place += 1) {
      customers.push(await stack.customer(ledger, `customer-${place}`, PLENTY));
      bare.push(await bareSpender(ledger, PLENTY));
    }
    let spends = 0;
    const overHttp = async (place: number) => await customers[place]?.spend(`key-${(spends += 1)}`);
    const bySdk = async (place: number) => await bare[place]?.(`key-${(spends += 1)}`, body)();
    const measure = async (work: typeof overHttp, seconds: number) =>
      await rateOf(work, { callers: CALLERS, things: ACCOUNTS, seconds });
    await measure(overHttp, WARM_UP_SECONDS);
    await measure(bySdk, WARM_UP_SECONDS);
    const rates: { over: number; under: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rates.push({
        over: await measure(overHttp, ROUND_SECONDS),
        under: await measure(bySdk, ROUND_SECONDS),
      });
    ledger.table.client.destroy();
    return rateRatio(
      `spends over HTTP, ${CALLERS} at once on ${ACCOUNTS} accounts ÷ their bare SDK calls`,
      rates,
      MIN_RATIO,
    );
  } finally {
    await stack.stop();
  }
};
