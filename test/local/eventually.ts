import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until `look` finds something, for at most `limit` milliseconds. */
export const eventually = async <Value>(
  look: () => Promise<Value | undefined | false>,
  limit = 60_000,
): Promise<Value> => {
  for (const deadline = Date.now() + limit; Date.now() < deadline; await sleep(25)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`Nothing was found within ${limit} ms`);
};

/** What a fixture function wrote to its file, a JSON value a line. */
export const readLines = async (file: string): Promise<unknown[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
};

/** Waits until the file has that many lines. */
export const lines = (file: string, count: number): Promise<unknown[]> =>
  eventually(async () => {
    const found = await readLines(file);
    return found.length >= count && found;
  });
