import { createHash } from 'node:crypto';
import type { Actor } from '../agency/audit-log.ts';
import { packages, products, services } from '../agency/catalogue.ts';
import { changeAudited, type Changed } from '../agency/change.ts';
import { readRecord } from '../agency/crud.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { resourceIn, type Collection } from '../agency/resource.ts';
import type { Bucket } from '../files/bucket.ts';
import { putObject, readObject } from '../files/stored-object.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { StoredPicture } from '../table/items/picture.ts';
import { inspect } from './inspect.ts';
import type { RemovePicture } from './remove-picture.ts';

/** What has a picture: a thing of the agency's catalogue. */
export type Pictured = { kind: 'packages' | 'products' | 'services'; id: string };

/** What the operations need of the world. */
export type PictureParts = { ledger: Ledger; bucket: Bucket; removePicture: RemovePicture };

type NotFound = { code: 'not_found' };

type Item = { version: number; picture?: StoredPicture };

/** What can be done with the record of a thing, whichever kind it is of. */
const recordOf = <One extends Item>(ledger: Ledger, who: Actor, collection: Collection<One>, id: string) => {
  const resource = resourceIn(collection, who.agency, id);
  return {
    exists: async (): Promise<boolean> => (await readRecord(ledger.table, resource)).ok,
    show: async (picture: StoredPicture | undefined): Promise<Result<Changed<Item>, NotFound | Busy>> =>
      await changeAudited<One, NotFound>(ledger, who, resource, (before) => {
        if (!before) return err({ code: 'not_found' });
        if (before.picture?.name === picture?.name) return ok(before);
        const { picture: _, ...rest } = before;
        return ok(picture ? { ...before, picture } : collection.schema.parse(rest));
      }),
  };
};

const recordFor = (ledger: Ledger, who: Actor, { kind, id }: Pictured) => {
  switch (kind) {
    case 'packages':
      return recordOf(ledger, who, packages, id);
    case 'products':
      return recordOf(ledger, who, products, id);
    case 'services':
      return recordOf(ledger, who, services, id);
  }
};

/**
 * Makes an uploaded file the picture of a thing, in place of another one. What the file is, its own bytes say. Repeated, it
 * changes nothing more.
 */
export const setPicture = async (
  { ledger, bucket, removePicture }: PictureParts,
  who: Actor,
  pictured: Pictured,
  uploadId: string,
): Promise<Result<StoredPicture, InvalidBody | NotFound | Busy>> => {
  const { agency } = who;
  const record = recordFor(ledger, who, pictured);
  if (!(await record.exists())) return err({ code: 'not_found' });
  const bytes = await readObject(bucket, { folder: 'picture-uploads', agency, name: uploadId });
  if (!bytes) return err(wrongUpload('names no file that was uploaded'));
  const inspected = inspect(bytes);
  if (!inspected.ok) return err(wrongUpload(`the uploaded file ${inspected.error}`));
  const { extension, ...size } = inspected.value;
  // Of each upload its own, so that what ends one picture never ends another.
  const hash = createHash('sha256').update(`${uploadId}:`).update(bytes).digest('hex');
  const name = `${hash}.${extension}`;
  const picture = { name, ...size };
  await putObject(bucket, { folder: 'pictures', agency, name }, bytes);
  const shown = await record.show(picture);
  if (!shown.ok) {
    await removePicture(agency, picture);
    return shown;
  }
  const { before } = shown.value;
  if (before?.picture?.name !== name) await removePicture(agency, before?.picture);
  return ok(picture);
};

/** Takes the picture off a thing. Without one, nothing happens. */
export const clearPicture = async (
  { ledger, removePicture }: PictureParts,
  who: Actor,
  pictured: Pictured,
): Promise<Result<undefined, NotFound | Busy>> => {
  const cleared = await recordFor(ledger, who, pictured).show(undefined);
  if (!cleared.ok) return cleared;
  await removePicture(who.agency, cleared.value.before?.picture);
  return ok(undefined);
};

const wrongUpload = (message: string): InvalidBody => ({
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/uploadId', code: 'invalid_value', message }],
});
