import type { StatementSync } from 'node:sqlite';
import * as z from 'zod';
import {
  conditionsOf,
  fieldExpression,
  type Filter,
  type Query,
  type SearchField,
} from './collection-query.ts';
import type { Database } from './database.ts';

export type { Query } from './collection-query.ts';

const TABLE = `
  CREATE TABLE IF NOT EXISTS object (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS object_created ON object (account, kind, created, number);
  DROP INDEX IF EXISTS object_payment;
  DROP INDEX IF EXISTS object_charge;`;

const row = z.object({ body: z.string() });
const count = z.object({ count: z.int() });

/** Each index holds one kind only: what is written pays for the searches of its own kind, not of all. */
const indexOf = (kind: string, field: SearchField | 'updated'): string => `
  CREATE INDEX IF NOT EXISTS "object_${kind}_${field}"
  ON object (account, ${fieldExpression(field)}, created, number) WHERE kind = '${kind}';`;

/**
 * The objects of one kind that one account of a provider holds. Another account's objects can't be reached through it.
 * `created` is in Unix seconds, and so is `updated` where a kind has it.
 * @param kind of our own choice, never what a request says
 * @param searched the fields that lists are narrowed by
 */
export const openCollection = <Value extends { id: string; created: number }>(
  database: Database,
  account: string,
  kind: string,
  schema: z.ZodType<Value>,
  searched: readonly (SearchField | 'updated')[] = [],
) => {
  database.exec(TABLE + searched.map((field) => indexOf(kind, field)).join(''));
  const write = database.prepare(
    `INSERT INTO object (account, kind, id, created, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  );
  const read = database.prepare('SELECT body FROM object WHERE account = ? AND kind = ? AND id = ?');
  const parse = (found: unknown): Value => schema.parse(JSON.parse(row.parse(found).body));
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  // The kind as a literal: only then does SQLite know that the indexes of this kind have all that is asked for.
  const base = { sql: `account = ? AND kind = '${kind}'`, values: [account] };

  return {
    kind,
    put: (value: Value): Value => {
      write.run(account, kind, value.id, value.created, JSON.stringify(value));
      return value;
    },
    get: (id: string): Value | undefined => {
      const found = read.get(account, kind, id);
      return found === undefined ? undefined : parse(found);
    },
    list: (query: Query): Value[] => {
      const conditions = conditionsOf(base, query);
      const isBackwards = query.endingBefore !== undefined;
      const direction = isBackwards || query.oldestFirst === true ? 'ASC' : 'DESC';
      const selects = conditions.map(({ sql }) => `SELECT created, number, body FROM object WHERE ${sql}`);
      if (selects.length === 0) return [];
      const found = prepare(
        `${selects.join(' UNION ALL ')}
           ORDER BY created ${direction}, number ${direction} LIMIT ? OFFSET ?`,
      )
        .all(...conditions.flatMap(({ values }) => values), query.limit, query.offset ?? 0)
        .map(parse);
      return isBackwards ? found.toReversed() : found;
    },
    count: (filter: Filter): number =>
      conditionsOf(base, filter)
        .map(({ sql, values }) => prepare(`SELECT count(*) AS count FROM object WHERE ${sql}`).get(...values))
        .reduce((sum, found) => sum + count.parse(found).count, 0),
  };
};

export type Collection<Value extends { id: string; created: number }> = ReturnType<
  typeof openCollection<Value>
>;
