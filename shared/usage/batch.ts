import type { Bucket } from '../files/bucket.ts';
import { deleteObject, putObject, readObject, type StoredObject } from '../files/stored-object.ts';
import { sha256, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { batchId, parseBatch, type ReadBatch, type UsageBatch } from '../table/items/usage-batch.ts';

/** The events of one entry, under an id that follows from them: whoever keeps them again keeps the same. */
export type Batch = { id: string; content: UsageBatch };

/** Writes the events of an entry, before the entry is. @returns when they are kept */
export type KeepBatch = (ref: AccountRef, batch: Batch) => Promise<void>;

export const batchOf = (content: UsageBatch): Batch => ({ id: batchId(JSON.stringify(content)), content });

const objectOf = ({ agency, account }: AccountRef, id: string): StoredObject => ({
  folder: 'usage',
  agency,
  name: `${sha256(account)}/${id}.json`,
});

export const keepBatchIn =
  (bucket: Bucket): KeepBatch =>
  (ref, { id, content }) =>
    putObject(bucket, objectOf(ref, id), Buffer.from(JSON.stringify(content)), 'application/json');

export const readBatchIn =
  (bucket: Bucket): ReadBatch =>
  async (ref, id) => {
    const object = await readObject(bucket, objectOf(ref, id));
    return object && Buffer.from(object).toString();
  };

/** The events of an entry of this account, whose reference is the id of the batch. */
export const readBatch = async (
  bucket: Bucket,
  ref: AccountRef,
  id: string,
): Promise<Result<UsageBatch, { code: 'not_found' }>> => {
  const text = await readBatchIn(bucket)(ref, id);
  return text === undefined ? err({ code: 'not_found' }) : ok(parseBatch(text));
};

export const eraseBatch = (bucket: Bucket, ref: AccountRef, id: string): Promise<void> =>
  deleteObject(bucket, objectOf(ref, id));
