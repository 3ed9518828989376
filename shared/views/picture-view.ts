import type { AgencyId } from '../kernel/ids.ts';
import type { StoredPicture } from '../table/items/picture.ts';

/** A picture as programs meet it. Its URL is relative to the API's. */
export const pictureViewOf = (agency: AgencyId, { name, width, height }: StoredPicture) => ({
  url: `/v1/pictures/${agency}/${name}`,
  width,
  height,
});

/** A thing of the catalogue with its picture, where it has one. */
export const pictured = <Item extends { agency: AgencyId; picture?: StoredPicture }>({
  picture,
  ...item
}: Item) => ({ ...item, ...(picture && { picture: pictureViewOf(item.agency, picture) }) });
