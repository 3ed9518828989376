import prices from './prices.json' with { type: 'json' };

/** What one call does, as the DynamoDB engine counts it: round trips one after the other, and request units. */
export type Units = { roundTrips: number; readUnits: number; writeUnits: number };

/** Milliseconds: processor time of a call with 1 GB (docs/cost.md), and the assumed waits for a read and a transaction. */
const OWN_TIME_MS = 5;
export const READ_MS = 10;
export const TRANSACTION_MS = 30;

/** Kilobytes that a request writes to the access log and the Lambda's log. */
const LOG_KB_PER_REQUEST = 1.5;

/** @returns dollars for a million requests: the table's part, and all of it with API, Lambda and logs */
export const operationCost = ({ roundTrips, readUnits, writeUnits }: Units) => {
  const { million } = prices;
  const table = readUnits * million.readUnits + writeUnits * million.writeUnits;
  const writes = writeUnits > 0 ? 1 : 0;
  const milliseconds = OWN_TIME_MS + (roundTrips - writes) * READ_MS + writes * TRANSACTION_MS;
  const all =
    table +
    million.httpApiRequests +
    million.lambdaRequests +
    milliseconds * million.lambdaMilliseconds +
    LOG_KB_PER_REQUEST * million.logKilobytes;
  return { table, all };
};
