import type { Actor } from '../agency/audit-log.ts';
import { deleteRecord } from '../agency/crud.ts';
import type { Preconditions } from '../agency/etag.ts';
import type { Resource } from '../agency/resource.ts';
import type { Bucket } from '../files/bucket.ts';
import { deleteObject } from '../files/stored-object.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StoredPicture } from '../table/items/picture.ts';

/** Ends a picture that nothing shows any more. */
export type RemovePicture = (agency: AgencyId, picture: StoredPicture | undefined) => Promise<void>;

/**
 * Removes it from the bucket. The record that showed it has changed already, so that this must not fail the request: what
 * can't be removed is logged by its name.
 */
export const removePictureFrom =
  (bucket: Bucket): RemovePicture =>
  async (agency, picture) => {
    if (!picture) return;
    const { name } = picture;
    try {
      await deleteObject(bucket, { folder: 'pictures', agency, name });
    } catch (error) {
      log.error('picture not removed', { agency, name, error });
    }
  };

/** Deletes a thing of the catalogue, and its picture with it. */
export const deletePictured = async <Item extends { version: number; picture?: StoredPicture }>(
  ledger: Ledger,
  removePicture: RemovePicture,
  who: Actor,
  resource: Resource<Item>,
  preconditions: Preconditions,
) => {
  const deleted = await deleteRecord(ledger, who, resource, preconditions);
  if (deleted.ok) await removePicture(who.agency, deleted.value?.picture);
  return deleted;
};
