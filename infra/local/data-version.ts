import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

/** Counts up when this code can't read what older code has kept on disk. */
const DATA_VERSION = 1;

/** Tells how to start without a directory's data. */
export const beginAnew = (directory: string): string =>
  `To begin anew and keep the data, run: mv "${directory}" "${directory}.old"`;

/**
 * Refuses a directory that another version of Scrip has written to, and marks a new one as this version's.
 * @throws StartupError with the command that sets the directory aside
 */
export const checkDataVersion = (directory: string): void => {
  const file = join(directory, 'version');
  const isMarked = existsSync(file);
  if (!isMarked && !existsSync(join(directory, 'dynamodb'))) {
    writeFileSync(file, `${DATA_VERSION}\n`);
    return;
  }
  const found = isMarked ? readFileSync(file, 'utf8').trim() : '0';
  if (found === String(DATA_VERSION)) return;
  const whose = Number(found) > DATA_VERSION ? 'a newer version' : 'an older version';
  throw new StartupError(`${directory} holds data of ${whose} of Scrip. ${beginAnew(directory)}`);
};
