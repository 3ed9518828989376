import type { Bucket } from '../../shared/files/bucket.ts';
import { readObject } from '../../shared/files/stored-object.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { pictureRoutes } from '../../shared/http/routes/pictures.ts';

/** By the end of a name, which was chosen by the content. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
]);

export const getPicture =
  (bucket: Bucket): Handler<typeof pictureRoutes.getPicture> =>
  async ({ params: { agencyId: agency, picture: name } }) => {
    const type = TYPES.get(name.split('.').at(-1) ?? '');
    const bytes = type && (await readObject(bucket, { folder: 'pictures', agency, name }));
    if (!bytes) return problem('not_found');
    return {
      status: 200,
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        // A widget shows it on any page.
        'cross-origin-resource-policy': 'cross-origin',
      },
    };
  };
