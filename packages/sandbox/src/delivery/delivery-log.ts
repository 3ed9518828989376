import * as z from 'zod';
import type { Database } from '../database.ts';
import { SIGNATURES } from './control-schema.ts';

/** `waiting` for its time, `held` back by a control, `dropped` by a control, `given_up` after too many tries. */
const STATES = ['waiting', 'held', 'dropped', 'delivered', 'given_up'] as const;

const deliverySchema = z.object({
  number: z.int(),
  channel: z.string(),
  event: z.string(),
  type: z.string(),
  signature: z.enum(SIGNATURES),
  state: z.enum(STATES),
  due: z.number(),
  attempts: z.int(),
});

const loggedSchema = deliverySchema.extend({
  at: z.number().nullable(),
  status: z.int().nullable(),
  error: z.string().nullable(),
});

export type Delivery = z.infer<typeof deliverySchema>;
export type LoggedDelivery = z.infer<typeof loggedSchema>;
export type Planned = Pick<Delivery, 'channel' | 'event' | 'type' | 'signature' | 'state' | 'due'> & {
  rank: number;
};

const TABLES = `
  CREATE TABLE IF NOT EXISTS delivery (
    number INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    event TEXT NOT NULL,
    type TEXT NOT NULL,
    signature TEXT NOT NULL,
    state TEXT NOT NULL,
    due INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, channel, due, rank, number);
  CREATE INDEX IF NOT EXISTS delivery_event ON delivery (event);
  CREATE TABLE IF NOT EXISTS attempt (
    delivery INTEGER NOT NULL, attempt INTEGER NOT NULL, at INTEGER NOT NULL, status INTEGER, error TEXT,
    PRIMARY KEY (delivery, attempt)
  ) WITHOUT ROWID;`;

const parse = (found: unknown): Delivery | undefined => deliverySchema.optional().parse(found);

/** Every delivery that was planned, and every attempt at it. Times are in milliseconds since the epoch. */
export const openDeliveryLog = (database: Database) => {
  database.exec(TABLES);
  const insert = database.prepare(
    'INSERT INTO delivery (channel, event, type, signature, state, due, rank) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const next = database.prepare(
    `SELECT * FROM delivery WHERE state = 'waiting' AND channel = ? ORDER BY due, rank, number LIMIT 1`,
  );
  const held = database.prepare(`SELECT * FROM delivery WHERE state = 'held' ORDER BY number`);
  const one = database.prepare('SELECT * FROM delivery WHERE number = ?');
  const latest = database.prepare(
    `SELECT delivery.*, attempt.at, attempt.status, attempt.error FROM delivery
     LEFT JOIN attempt ON attempt.delivery = delivery.number AND attempt.attempt = delivery.attempts
     ORDER BY delivery.number DESC LIMIT ?`,
  );
  const open = database.prepare(
    `SELECT count(*) AS open FROM delivery WHERE event = ? AND state IN ('waiting', 'held')`,
  );
  const move = database.prepare('UPDATE delivery SET state = ?, due = ?, rank = ? WHERE number = ?');
  const count = database.prepare('UPDATE delivery SET attempts = ? WHERE number = ?');
  const note = database.prepare(
    'INSERT INTO attempt (delivery, attempt, at, status, error) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    plan: ({ channel, event, type, signature, state, due, rank }: Planned): void => {
      insert.run(channel, event, type, signature, state, due, rank);
    },
    /** The one that comes next on this channel, due or not yet. */
    next: (channel: string): Delivery | undefined => parse(next.get(channel)),
    held: (): Delivery[] => z.array(deliverySchema).parse(held.all()),
    get: (number: number): Delivery | undefined => parse(one.get(number)),
    /** Newest first, each with its last attempt. */
    latest: (limit: number): LoggedDelivery[] => z.array(loggedSchema).parse(latest.all(limit)),
    /** How many deliveries of this event are still to come. */
    open: (event: string): number => z.object({ open: z.int() }).parse(open.get(event)).open,
    move: (number: number, state: Delivery['state'], due: number, rank: number): void => {
      move.run(state, due, rank, number);
    },
    attempted: (
      number: number,
      attempt: number,
      at: number,
      status: number | null,
      error: string | null,
    ): void => {
      count.run(attempt, number);
      note.run(number, attempt, at, status, error);
    },
  };
};

export type DeliveryLog = ReturnType<typeof openDeliveryLog>;
