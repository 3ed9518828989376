import type { Figure } from '../bench/figure.ts';

/**
 * What AWS asks, in US dollars, in us-east-1, on demand and without any free tier, as it was known on 2026-11-21. A
 * million each, but for Lambda's time: a thousand seconds of a gigabyte on arm64, which a million milliseconds are.
 */
const PRICES = {
  readUnits: 0.125,
  writeUnits: 0.625,
  httpApiRequests: 1.0,
  lambdaRequests: 0.2,
  lambdaMilliseconds: 0.0133334,
  /** Megabytes: a million times as many bytes as a gigabyte has thousands. */
  logKilobytes: 0.5,
};

/** Milliseconds: processor time of a call with 1 GB (docs/cost.md), and the assumed waits for a read and a transaction. */
const OWN_TIME_MS = 5;
export const READ_MS = 10;
export const TRANSACTION_MS = 30;

/** MB: Lambda gives processor time in proportion to memory, and a full processor at this size. */
const FULL_PROCESSOR_MB = 1769;

/**
 * What a Lambda's time costs at a size.
 * @param cpu milliseconds of processor time that a call takes, and `waits` those in which it waits
 * @returns how long it is busy with itself (ms), and dollars for a million calls
 */
export const lambdaTime = (memory: number, { cpu, waits }: { cpu: number; waits: number }) => {
  const own = (cpu * FULL_PROCESSOR_MB) / Math.min(memory, FULL_PROCESSOR_MB);
  return { own, dollars: ((own + waits) * PRICES.lambdaMilliseconds * memory) / 1024 };
};

/** Kilobytes that a request writes to the access log and the Lambda's log. */
const LOG_KB_PER_REQUEST = 1.5;

const dollars = (amount: number): string => amount.toFixed(2);

/** A line of docs/cost.md: what a million of these cost, the table's part and all of it. */
export const costLine = ({ figure, measured }: Figure): string[] => {
  const { roundTrips = 0, readUnits = 0, writeUnits = 0, indexWriteUnits = 0 } = measured;
  const units = writeUnits + indexWriteUnits;
  const table = readUnits * PRICES.readUnits + units * PRICES.writeUnits;
  const writes = units > 0 ? 1 : 0;
  const milliseconds = OWN_TIME_MS + (roundTrips - writes) * READ_MS + writes * TRANSACTION_MS;
  const request =
    PRICES.httpApiRequests +
    PRICES.lambdaRequests +
    milliseconds * PRICES.lambdaMilliseconds +
    LOG_KB_PER_REQUEST * PRICES.logKilobytes;
  return [figure, String(readUnits), String(units), dollars(table), dollars(table + request)];
};
