import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { uploadView } from '../credit-request-views.ts';
import { pictureView } from '../views.ts';

const params = z.strictObject({
  kind: z.enum(['packages', 'products', 'services']).meta({ description: 'What the thing is.' }),
  thingId: recordId.meta({ description: 'The ID of the package, product or service.', example: 'starter' }),
});

export const agencyPictureRoutes = {
  createPictureUpload: route({
    method: 'POST',
    path: '/v1/agency/picture-uploads',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'none',
    summary: 'Get a link to upload a picture',
    description:
      'PUT the file to `url` with the given `headers` before it expires, then name the `uploadId` where the picture is to ' +
      'show. PNG, JPEG or WebP up to 2 MB, each side 16 to 4096 pixels. An upload that no picture uses is deleted after a ' +
      'day.',
    body: z
      .strictObject({
        contentType: z
          .enum(['image/png', 'image/jpeg', 'image/webp'])
          .meta({ description: 'The type of the file. What counts in the end is its content.' }),
        bytes: z
          .int()
          .min(1)
          .max(2 * 1024 * 1024)
          .meta({ description: 'The exact size of the file.' }),
      })
      .meta({ id: 'PictureUploadInput' }),
    example: { body: { contentType: 'image/png', bytes: 48_213 } },
    responses: { 201: { description: 'Where to upload the file.', body: uploadView } },
    problems: ['busy'],
  }),
  setPicture: route({
    method: 'POST',
    path: '/v1/agency/pictures/{kind}/{thingId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Show an uploaded picture with a package, product or service',
    description:
      'Replaces the picture before, if any, whose URL then ends. It is public. A picture survives a PUT of its thing, and is ' +
      'deleted with it.',
    params,
    body: z
      .strictObject({ uploadId: recordId.meta({ description: 'The upload. A picture can be used once.' }) })
      .meta({ id: 'PictureInput' }),
    example: { params: { kind: 'packages', thingId: 'starter' }, body: { uploadId: 'upl_0' } },
    responses: { 200: { description: 'The picture.', body: pictureView } },
    problems: ['invalid_request', 'not_found', 'busy'],
  }),
  deletePicture: route({
    method: 'DELETE',
    path: '/v1/agency/pictures/{kind}/{thingId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete the picture of a package, product or service',
    params,
    responses: { 204: { description: 'The thing has no picture.', body: null } },
    problems: ['not_found', 'busy'],
  }),
};
