import * as z from 'zod';
import type { Database } from '../database.ts';
import type { Reply } from '../http/route.ts';
import { nowInSeconds } from '../clock.ts';

const row = z.object({ resource: z.string() });
const refusal = z.object({ status: z.int(), body: z.string() });

/**
 * Which resource each `PayPal-Request-Id` made. Asked again, PayPal shows that resource as it is now, whatever else the
 * request says: https://developer.paypal.com/api/rest/reference/idempotency/.
 */
export const openRequestIds = (database: Database) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS paypal_request (
      account TEXT NOT NULL, path TEXT NOT NULL, request TEXT NOT NULL, resource TEXT NOT NULL,
      forgotten INTEGER NOT NULL, PRIMARY KEY (account, path, request)
    );
    CREATE TABLE IF NOT EXISTS paypal_refusal (
      account TEXT NOT NULL, path TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
      forgotten INTEGER NOT NULL, PRIMARY KEY (account, path, request)
    )`);
  const read = database.prepare(
    'SELECT resource FROM paypal_request WHERE account = ? AND path = ? AND request = ? AND forgotten > ?',
  );
  const write = database.prepare(
    'REPLACE INTO paypal_request (account, path, request, resource, forgotten) VALUES (?, ?, ?, ?, ?)',
  );
  const readRefusal = database.prepare(
    'SELECT status, body FROM paypal_refusal WHERE account = ? AND path = ? AND request = ? AND forgotten > ?',
  );
  const writeRefusal = database.prepare(
    'REPLACE INTO paypal_refusal (account, path, request, status, body, forgotten) VALUES (?, ?, ?, ?, ?, ?)',
  );

  return {
    /** @returns the id of the resource that this request made before */
    made: (account: string, path: string, requestId: string): string | undefined =>
      row.optional().parse(read.get(account, path, requestId, nowInSeconds()))?.resource,
    /** @param seconds how long to remember it */
    remember: (account: string, path: string, requestId: string, resource: string, seconds: number): void => {
      write.run(account, path, requestId, resource, nowInSeconds() + seconds);
    },
    /** @returns how this request was refused before, if it was and that was kept */
    refusal: (account: string, path: string, requestId: string): Reply | undefined => {
      const found = refusal.optional().parse(readRefusal.get(account, path, requestId, nowInSeconds()));
      return found && { ...found, headers: { 'content-type': 'application/json; charset=utf-8' } };
    },
    /** @param seconds how long to refuse it so again */
    keepRefusal: (account: string, path: string, requestId: string, reply: Reply, seconds: number): void => {
      writeRefusal.run(account, path, requestId, reply.status, reply.body, nowInSeconds() + seconds);
    },
  };
};
