import { createCipheriv, hkdfSync } from 'node:crypto';
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

/** Its name does not say the id. */
const objectOf = ({ agency, account }: AccountRef, id: string): StoredObject => ({
  folder: 'usage',
  agency,
  name: `${sha256(account)}/${sha256(id)}`,
});

const CIPHER = 'aes-256-ctr';
const KEY_BYTES = 32;
const IV_BYTES = 16;

/**
 * Encrypts what is kept under an id, or decrypts it, which is the same. A key is for one text only, since the id is the hash of this
 * text: by it whoever reads can tell whether anything was altered.
 */
const crypted = (id: string, content: Uint8Array): Buffer => {
  const secret = Buffer.from(hkdfSync('sha256', id, '', 'usage batch', KEY_BYTES + IV_BYTES));
  const cipher = createCipheriv(CIPHER, secret.subarray(0, KEY_BYTES), secret.subarray(KEY_BYTES));
  return Buffer.concat([cipher.update(content), cipher.final()]);
};

export const keepBatchIn =
  (bucket: Bucket): KeepBatch =>
  (ref, { id, content }) =>
    putObject(bucket, objectOf(ref, id), crypted(id, Buffer.from(JSON.stringify(content))));

export const readBatchIn =
  (bucket: Bucket): ReadBatch =>
  async (ref, id) => {
    const object = await readObject(bucket, objectOf(ref, id));
    return object && crypted(id, object).toString();
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
