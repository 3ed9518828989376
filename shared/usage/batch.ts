import type { Bucket } from '../files/bucket.ts';
import { deleteObject, putObject, readObject, type StoredObject } from '../files/stored-object.ts';
import { sha256, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { usageBatch, type UsageBatch } from '../table/items/usage-batch.ts';

/** The events of one entry, under an id that follows from them: whoever keeps them again keeps the same. */
export type Batch = { id: string; content: UsageBatch };

/** Writes the events of an entry, before the entry is. @returns when they are kept */
export type KeepBatch = (ref: AccountRef, batch: Batch) => Promise<void>;

export const batchOf = (content: UsageBatch): Batch => ({
  id: `usb_${sha256(JSON.stringify(content))}`,
  content,
});

const objectOf = ({ agency, account }: AccountRef, id: string): StoredObject => ({
  folder: 'usage',
  agency,
  name: `${sha256(account)}/${id}.json`,
});

export const keepBatchIn =
  (bucket: Bucket): KeepBatch =>
  (ref, { id, content }) =>
    putObject(bucket, objectOf(ref, id), Buffer.from(JSON.stringify(content)), 'application/json');

/** The events of an entry of this account, whose reference is the id of the batch. */
export const readBatch = async (
  bucket: Bucket,
  ref: AccountRef,
  id: string,
): Promise<Result<UsageBatch, { code: 'not_found' }>> => {
  const object = await readObject(bucket, objectOf(ref, id));
  if (object === undefined) return err({ code: 'not_found' });
  return ok(usageBatch.parse(JSON.parse(Buffer.from(object).toString())));
};

export const eraseBatch = (bucket: Bucket, ref: AccountRef, id: string): Promise<void> =>
  deleteObject(bucket, objectOf(ref, id));
