import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from './exit.ts';

/** A file's text, or undefined where there is none. */
export const readText = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** A file that a command is given. */
export const readGiven = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw usageError(`${file} cannot be read (${String(error.code)})`);
    throw error;
  }
};

/** Writes a file whole or not at all. */
export const writeText = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.${process.pid}`, text);
  await rename(`${file}.${process.pid}`, file);
};

/** The same, with its folder, for what its owner alone may read. */
export const writePrivate = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const written = `${file}.${process.pid}`;
  await writeFile(written, text, { mode: 0o600 });
  // One that was there before keeps its mode.
  await chmod(written, 0o600);
  await rename(written, file);
};
