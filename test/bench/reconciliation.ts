import assert from 'node:assert/strict';
import { startSandbox } from '@scrip/sandbox';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { type Ledger, openLedger } from '../../shared/ledger/ledger.ts';
import { accountOfOpenAgency, findingsOf, readAccount } from '../support/ledger.ts';
import type { Figure } from './figure.ts';
import { CREDITS_EACH, loseWebhooks } from './lost-payments.ts';
import { MEMORY_MB, type MeasuredPass, reconcileAlone } from './reconciler-process.ts';

const PAYMENTS = 10_000;
const ACCOUNTS = 100;

const secretKey = 'sk_test_bench';
/** Nothing listens there, and nothing is sent: payments made in bulk have no webhooks. */
const webhook = { url: 'http://127.0.0.1:9/lost', secret: 'whsec_bench' };

/** Throws where a payment was not credited, or more than once. */
const checkCredits = async (ledger: Ledger, accounts: readonly AccountRef[]): Promise<void> => {
  for (const ref of accounts) {
    const { balance, entries } = await readAccount(ledger, ref);
    assert.equal(balance, (PAYMENTS / ACCOUNTS) * CREDITS_EACH);
    assert.equal(entries, PAYMENTS / ACCOUNTS);
    assert.deepEqual(await findingsOf(ledger, ref), []);
  }
};

const figureOf = (figure: string, pass: MeasuredPass, budget: string, met: boolean): Figure => {
  const { milliseconds, calls, writeUnits, mismatchCount, healed } = pass;
  const perSecond = PAYMENTS / (milliseconds / 1000);
  const unitsEach = writeUnits / PAYMENTS;
  return {
    figure,
    value: `${perSecond.toFixed(0)} payments a second, ${(calls / PAYMENTS).toFixed(2)} round trips and ${unitsEach.toFixed(2)} WRU each`,
    budget,
    met: met && mismatchCount === 0,
    measured: { milliseconds, perSecond, calls, writeUnits, healed, mismatches: mismatchCount },
  };
};

const memoryOf = ({ peakBytes }: MeasuredPass): Figure => {
  const peakMegabytes = peakBytes / 1e6;
  return {
    figure: `peak memory of both, with the heap of a ${MEMORY_MB} MB Lambda`,
    value: `${peakMegabytes.toFixed(0)} MB`,
    budget: `< ${MEMORY_MB} MB`,
    met: peakMegabytes < MEMORY_MB,
    measured: { peakMegabytes },
  };
};

/** Payments without a webhook: the cost to find and credit them all, and the cost when all are known. */
export const reconciliation = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const sandbox = await startSandbox({ port: 0, dataDir: undefined, stripe: [{ secretKey, webhook }] });
  try {
    const stripe = { secretKey, apiBase: sandbox.url };
    const { agency } = await accountOfOpenAgency(ledger);
    const accounts = Array.from({ length: ACCOUNTS }, (_, place) => ({
      agency,
      account: `customer-${place}`,
    }));
    await loseWebhooks(ledger, accounts, PAYMENTS, stripe);
    const [first, again] = await reconcileAlone(agency, stripe);
    for (const { status, seen } of [first, again]) assert.deepEqual([status, seen], ['complete', PAYMENTS]);
    assert.deepEqual([first.healed, again.healed], [PAYMENTS, 0]);
    await checkCredits(ledger, accounts);
    return [
      figureOf(`${PAYMENTS} lost payments reconciled`, first, 'each credited once, none flagged', true),
      figureOf('the same pass when all are known', again, '0 WRU, none flagged', again.writeUnits === 0),
      memoryOf(again),
    ];
  } finally {
    await sandbox.stop();
    ledger.table.client.destroy();
  }
};
