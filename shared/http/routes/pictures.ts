import * as z from 'zod';
import { agencyId } from '../../kernel/ids.ts';
import { pictureName } from '../../table/items/picture.ts';
import { route, THROTTLE_STATIC } from '../route.ts';

/** What anybody may look at: shop windows need no token. */
export const pictureRoutes = {
  getPicture: route({
    method: 'GET',
    path: '/v1/pictures/{agencyId}/{picture}',
    lambda: 'pictures',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: 'Get a picture of a package, product or service',
    description:
      'What is at a URL never changes, so it can be cached for a year. Another picture has another URL.',
    params: z.strictObject({
      agencyId: agencyId.meta({ description: 'The ID of the agency.', example: 'demo' }),
      picture: pictureName.meta({
        description: 'The name of the picture.',
        example: `${'0'.repeat(64)}.png`,
      }),
    }),
    responses: {
      200: { description: 'PNG, JPEG or WebP.', body: z.string(), contentType: 'image/*' },
    },
    problems: ['not_found', 'busy'],
  }),
};
