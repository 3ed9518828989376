import path from 'node:path';
import * as z from 'zod';
import type { Context } from '../command.ts';
import type { Connection } from '../credentials/connect.ts';
import { profilesFile } from '../credentials/profiles.ts';
import { CliError } from '../exit.ts';
import { readText, writePrivate } from '../files.ts';
import { movement, type Movement } from './movements.ts';

const journal = z.object({ id: z.string(), api: z.string(), movements: z.array(movement) });

/** What an import was going to do, written before its first request: `import undo` reads it. */
export type Journal = z.infer<typeof journal>;

const fileOf = ({ env }: Context, { profile }: Connection, id: string): string =>
  path.join(path.dirname(profilesFile(env)), 'imports', profile ?? 'environment', `${id}.json`);

/** Adds movements to the journal of an import. Earlier ones stay: they may have been sent. */
export const noteMovements = async (
  context: Context,
  connection: Connection,
  id: string,
  movements: readonly Movement[],
): Promise<void> => {
  const file = fileOf(context, connection, id);
  const before = (await read(file))?.movements ?? [];
  const byKey = new Map([...before, ...movements].map((one) => [one.key, one]));
  const written: Journal = { id, api: connection.api, movements: [...byKey.values()] };
  await writePrivate(file, JSON.stringify(written));
};

export const readJournal = async (context: Context, connection: Connection, id: string): Promise<Journal> => {
  const file = fileOf(context, connection, id);
  const found = await read(file);
  if (!found) {
    throw new CliError('unknown_import', `There is no import '${id}' in ${path.dirname(file)}.`, {
      hint: 'An import is undone where it was made, with the same profile.',
    });
  }
  if (found.api !== connection.api) {
    throw new CliError('another_api', `The import '${id}' was made at ${found.api}.`);
  }
  return found;
};

const read = async (file: string): Promise<Journal | undefined> => {
  const text = await readText(file);
  return text === undefined ? undefined : journal.parse(JSON.parse(text));
};
