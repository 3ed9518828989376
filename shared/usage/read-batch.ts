import type { Bucket } from '../files/bucket.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Cursor } from '../table/cursor.ts';
import type { UsageBatch } from '../table/items/usage-batch.ts';
import type { InvalidCursor, Page, PageRequest } from '../table/list.ts';
import { readBatch } from './batch.ts';

const cursorAt = (place: number): Cursor => Buffer.from(`event ${place}`).toString('base64url');

/** @returns how many events come before; undefined for what this list can not have given out */
const placeAt = (cursor: Cursor): number | undefined => {
  const place = Number(Buffer.from(cursor, 'base64url').toString().slice('event '.length));
  return place > 0 && cursorAt(place) === cursor ? place : undefined;
};

/** A page of the events that an entry is for, in the order in which they were charged. One read of the bucket. */
export const batchPage = async (
  bucket: Bucket,
  ref: AccountRef,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<UsageBatch['events'][number]>, { code: 'not_found' } | InvalidCursor>> => {
  const from = cursor === undefined ? 0 : placeAt(cursor);
  if (from === undefined) return err({ code: 'invalid_cursor' });
  const batch = await readBatch(bucket, ref, id);
  if (!batch.ok) return batch;
  const { events } = batch.value;
  const to = from + limit;
  return ok({ items: events.slice(from, to), cursor: to < events.length ? cursorAt(to) : null });
};
