import * as z from 'zod';
import { type Run, runPass } from '../../functions/reconciler/pass.ts';
import { booksWith } from '../../functions/reconciler/sources.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Reconciliation } from '../../shared/table/items/reconciliation.ts';
import { meter } from '../support/meter.ts';
import { connectingTo } from '../support/providers.ts';
import type { MeasuredPass } from './reconciler-process.ts';

/** Passes over the same payments, one after the other. */
const PASSES = 2;

/** A Lambda's maximum timeout. */
const TIME_LEFT_MS = 900_000;

/** We sample because the system's high-water mark of memory starts at the parent process's. */
const SAMPLE_INTERVAL_MS = 10;

const [agency, secretKey, apiBase] = z.tuple([z.string(), z.string(), z.url()]).parse(process.argv.slice(2));
const ledger = openLedger();
// What settling costs is metered apart from what a pass writes of itself: its report and its cursor.
const metered = openLedger();
const { during } = meter(metered);

let peakBytes = 0;
const sample = (): void => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
};

const measuredPass = async (): Promise<MeasuredPass> => {
  const connect = connectingTo({ stripe: { secretKey, apiBase } });
  const books = await booksWith(connect, ledger)(agency, 'stripe', 'recent');
  if (!books) throw new TypeError('no source');
  const run: Run = { ledger, takeFact: takeFactsInto(metered), timeLeft: () => TIME_LEFT_MS };
  const reports: Reconciliation[] = [];
  const start = performance.now();
  const { calls, writeUnits } = await during(async () => {
    reports.push(await runPass(run, agency, 'stripe', 'recent', books));
  });
  const milliseconds = performance.now() - start;
  const [report] = reports;
  if (!report) throw new TypeError('no report');
  const { status, seen, healed, mismatchCount } = report;
  return { status, seen, healed, mismatchCount, milliseconds, calls: calls.length, writeUnits, peakBytes };
};

const main = async (): Promise<void> => {
  const sampler = setInterval(sample, SAMPLE_INTERVAL_MS);
  const passes: MeasuredPass[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) passes.push(await measuredPass());
  clearInterval(sampler);
  process.send?.(passes);
};

void main();
