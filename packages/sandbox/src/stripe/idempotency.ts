import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../database.ts';
import type { Reply } from '../http/route.ts';
import { StripeRefusal } from './errors.ts';
import { nowInSeconds } from '../clock.ts';

/** Stripe forgets a key after a day: https://docs.stripe.com/api/idempotent_requests. */
const KEY_TTL_S = 24 * 60 * 60;
const MAX_KEY_LENGTH = 255;

const row = z.object({
  fingerprint: z.string(),
  request: z.string(),
  status: z.int(),
  body: z.string(),
});

/** Says whether two requests are the same; the order of their parameters does not matter. */
export const fingerprintOf = (path: string, body: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        path,
        [...new URLSearchParams(body)].map(([name, value]) => [name, value].join('=')).sort(),
      ]),
    )
    .digest('hex');

/** The first answer to each Idempotency-Key of an account. */
export const openIdempotency = (database: Database) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS idempotency (
      account TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, request TEXT NOT NULL,
      status INTEGER NOT NULL, body TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (account, key)
    )`);
  const read = database.prepare('SELECT * FROM idempotency WHERE account = ? AND key = ? AND created > ?');
  const write = database.prepare(
    `INSERT INTO idempotency (account, key, fingerprint, request, status, body, created) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, request = excluded.request,
       status = excluded.status, body = excluded.body, created = excluded.created WHERE created <= ?`,
  );

  return {
    /** The first answer to this key, if any. Throws when the key was used for something else. */
    replay: (account: string, key: string, fingerprint: string): Reply | undefined => {
      if (key.length > MAX_KEY_LENGTH) {
        throw new StripeRefusal(400, {
          type: 'idempotency_error',
          message: 'The Idempotency-Key is too long',
        });
      }
      const found = row.optional().parse(read.get(account, key, nowInSeconds() - KEY_TTL_S));
      if (found === undefined) return undefined;
      if (found.fingerprint !== fingerprint) {
        const message = `The Idempotency-Key '${key}' was first used with another request: take a new key for this one`;
        throw new StripeRefusal(400, { type: 'idempotency_error', message });
      }
      const headers = { 'idempotent-replayed': 'true', 'original-request': found.request };
      return { status: found.status, headers, body: found.body };
    },
    /** Keeps an answer, unless there was an earlier one that is not forgotten yet. */
    remember: (
      account: string,
      key: string,
      fingerprint: string,
      request: string,
      { status, body }: Reply,
    ): void => {
      const now = nowInSeconds();
      write.run(account, key, fingerprint, request, status, body, now, now - KEY_TTL_S);
    },
  };
};
