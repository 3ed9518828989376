import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const secretsFile = z.record(z.string(), z.json());

/** Secrets by name. The file holds JSON as JSON and not as a string, so that a person can read and edit it. */
export type Secrets = z.output<typeof secretsFile>;

/** The file is read at each call: an edit is a rotation. */
export const readSecrets = async (file: string | undefined): Promise<Secrets> => {
  if (file === undefined) return {};
  try {
    return secretsFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
};

export const textOf = (value: Secrets[string] | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
