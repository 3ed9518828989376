import { DatabaseSync } from 'node:sqlite';

/** Milliseconds to wait for the engine, which has the same file open. */
const LOCK_TIMEOUT_MS = 5000;
/** DynamoDB keeps a stream's records for 24 hours. */
const RETENTION_S = 24 * 60 * 60;

const inFile = (file: string, work: (database: DatabaseSync) => void): void => {
  const database = new DatabaseSync(file, { timeout: LOCK_TIMEOUT_MS });
  try {
    work(database);
  } finally {
    database.close();
  }
};

/**
 * Gives the engine's stream records an index by number. For each item written the engine looks for the highest number,
 * and without an index it reads all records of all time.
 * @param file the engine's database, which it has open
 */
export const indexStreamRecords = (file: string): void =>
  inFile(file, (database) =>
    database.exec(
      `CREATE INDEX IF NOT EXISTS stream_records_by_number
       ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`,
    ),
  );

/**
 * Deletes what DynamoDB would have trimmed by now and the reader has done with, as the engine never does. The newest
 * record stays, because the engine counts on from it.
 * @param read the last number of each shard that was read
 * @param now milliseconds since the epoch
 */
export const trimStreamRecords = (file: string, read: Iterable<[string, string]>, now: number): void =>
  inFile(file, (database) => {
    const trim = database.prepare(
      `DELETE FROM _stream_records
       WHERE shard_id = ? AND CAST(sequence_number AS INTEGER) <= CAST(? AS INTEGER) AND created_at < ?
         AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)`,
    );
    const oldest = Math.floor(now / 1000) - RETENTION_S;
    for (const [shardId, number] of read) trim.run(shardId, number, oldest);
  });
