import * as z from 'zod';
import { createAlarm } from './alarm.ts';
import { type Database, inTransaction } from './database.ts';

const entry = z.object({ number: z.int(), account: z.string(), task: z.string(), subject: z.string() });
const next = z.object({ due: z.number().nullable() });

/** What shall happen by itself later, such as a session that expires. Times are in milliseconds since the epoch. */
export const openAgenda = (
  database: Database,
  perform: (task: string, account: string, subject: string) => void,
) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS agenda (
      number INTEGER PRIMARY KEY, due INTEGER NOT NULL, account TEXT NOT NULL, task TEXT NOT NULL, subject TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS agenda_due ON agenda (due);`);
  const insert = database.prepare('INSERT INTO agenda (due, account, task, subject) VALUES (?, ?, ?, ?)');
  const soonest = database.prepare('SELECT min(due) AS due FROM agenda');
  const dueNow = database.prepare('SELECT * FROM agenda WHERE due <= ? ORDER BY due, number LIMIT 100');
  const remove = database.prepare('DELETE FROM agenda WHERE number = ?');

  const alarm = createAlarm(
    () => next.parse(soonest.get()).due ?? undefined,
    () => {
      for (const { number, account, task, subject } of z.array(entry).parse(dueNow.all(Date.now()))) {
        inTransaction(database, () => {
          remove.run(number);
          perform(task, account, subject);
        });
      }
    },
  );

  return {
    at: (due: number, account: string, task: string, subject: string): void => {
      insert.run(due, account, task, subject);
      alarm.set();
    },
    start: alarm.set,
    stop: alarm.stop,
  };
};

export type Agenda = ReturnType<typeof openAgenda>;
