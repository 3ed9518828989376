import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { agencyPictureRoutes } from '../../shared/http/routes/agency/pictures.ts';
import { signedUpload } from '../../shared/files/signed-upload.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { clearPicture, setPicture, type PictureParts } from '../../shared/pictures/set-picture.ts';
import { pictureViewOf } from '../../shared/views/picture-view.ts';

/** Seconds that an upload's link lives. */
const LINK_LIFETIME_S = 5 * 60;

export const pictureHandlers = (parts: PictureParts): Handlers<typeof agencyPictureRoutes> => ({
  createPictureUpload: async ({ caller: { agency }, body }) => {
    const [uploadId, now] = [randomId('upl'), parts.ledger.now()];
    const file = { folder: 'picture-uploads' as const, agency, name: uploadId, ...body };
    const link = await signedUpload(parts.bucket, file, { now, seconds: LINK_LIFETIME_S });
    return { status: 201, body: { uploadId, ...link, expiresAt: instant(now + LINK_LIFETIME_S * 1000) } };
  },

  setPicture: async ({ caller, params: { kind, thingId: id }, body: { uploadId } }) =>
    answer(await setPicture(parts, caller, { kind, id }, uploadId), (picture) =>
      okBody(pictureViewOf(caller.agency, picture)),
    ),

  deletePicture: async ({ caller, params: { kind, thingId: id } }) =>
    answer(await clearPicture(parts, caller, { kind, id }), noContent),
});
