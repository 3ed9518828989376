import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Database = DatabaseSync;

/**
 * One SQLite file holds all that the sandbox knows: what was committed outlives a `kill -9`, and a payment, its
 * events and their deliveries are there together or not at all.
 * @param dataDir made if missing; undefined keeps everything in memory
 */
export const openDatabase = (dataDir: string | undefined): Database => {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(dataDir === undefined ? ':memory:' : join(dataDir, 'sandbox.sqlite'));
  // A process that dies loses nothing this way; only a power cut may take the last commits with it.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return database;
};

/** Runs `work` in one transaction; joins the one that is already open. A throw undoes all of it. */
export const inTransaction = <Outcome>(database: Database, work: () => Outcome): Outcome => {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const outcome = work();
    database.exec('COMMIT');
    return outcome;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};
