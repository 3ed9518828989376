import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from './startup-error.ts';

/** A lock that nothing refers to would be collected, and gone. */
const held: DatabaseSync[] = [];

/**
 * Keeps two stacks from writing to the same directory. The lock is one of the operating system on an SQLite file, so
 * it goes with the process, however that ends.
 */
export const lockDirectory = (directory: string): void => {
  mkdirSync(directory, { recursive: true });
  const lock = new DatabaseSync(join(directory, 'lock'), { timeout: 2000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new StartupError(
      `Another local stack uses ${directory}. Stop it, or set SCRIP_DATA to another directory`,
      {
        cause,
      },
    );
  }
  held.push(lock);
};
