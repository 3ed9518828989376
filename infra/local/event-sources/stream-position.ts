import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';

/** The last sequence number of each shard that the function has done with. */
export type StreamPosition = {
  get: (shardId: string) => string | undefined;
  all: () => Iterable<[string, string]>;
  set: (shardId: string, sequenceNumber: string) => Promise<void>;
  /** From now on nothing is written to the file. */
  close: () => Promise<void>;
};

const positions = z.object({ streamArn: z.string(), shards: z.record(z.string(), z.string()) });

/**
 * Keeps the position of a stream's reader in a file, or in memory without one. A stream that was made anew has another
 * ARN, and is read from its beginning.
 */
export const openStreamPosition = async (
  streamArn: string,
  file: string | undefined,
): Promise<StreamPosition> => {
  const text = file ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  const stored = text === undefined ? undefined : positions.parse(JSON.parse(text));
  const shards = new Map(stored?.streamArn === streamArn ? Object.entries(stored.shards) : []);
  let isClosed = false;
  let written = Promise.resolve();
  const write = async (to: string): Promise<void> => {
    if (isClosed) return;
    await mkdir(dirname(to), { recursive: true });
    await writeFile(`${to}.new`, JSON.stringify({ streamArn, shards: Object.fromEntries(shards) }));
    await rename(`${to}.new`, to);
  };
  return {
    get: (shardId) => shards.get(shardId),
    all: () => shards,
    set: async (shardId, sequenceNumber) => {
      shards.set(shardId, sequenceNumber);
      if (!file) return;
      written = write(file);
      await written;
    },
    close: async () => {
      isClosed = true;
      // The caller gets a failure.
      await written.catch(() => {});
    },
  };
};
