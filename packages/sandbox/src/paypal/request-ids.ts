import * as z from 'zod';
import type { Database } from '../database.ts';
import { nowInSeconds } from './times.ts';

const row = z.object({ resource: z.string() });

/**
 * Which resource each `PayPal-Request-Id` made. Asked again, PayPal shows that resource as it is now, whatever else the
 * request says: https://developer.paypal.com/api/rest/reference/idempotency/.
 */
export const openRequestIds = (database: Database) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS paypal_request (
      account TEXT NOT NULL, path TEXT NOT NULL, request TEXT NOT NULL, resource TEXT NOT NULL,
      forgotten INTEGER NOT NULL, PRIMARY KEY (account, path, request)
    )`);
  const read = database.prepare(
    'SELECT resource FROM paypal_request WHERE account = ? AND path = ? AND request = ? AND forgotten > ?',
  );
  const write = database.prepare(
    'REPLACE INTO paypal_request (account, path, request, resource, forgotten) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    /** @returns the id of the resource that this request made before */
    made: (account: string, path: string, requestId: string): string | undefined =>
      row.optional().parse(read.get(account, path, requestId, nowInSeconds()))?.resource,
    /** @param seconds how long to remember it */
    remember: (account: string, path: string, requestId: string, resource: string, seconds: number): void => {
      write.run(account, path, requestId, resource, nowInSeconds() + seconds);
    },
  };
};
