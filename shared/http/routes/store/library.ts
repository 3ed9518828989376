import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { availability } from '../views.ts';

const ownedVariantView = z.object({
  id: recordId,
  name: z.string().optional().meta({ description: 'None where the agency no longer lists this variant.' }),
  since: instantSchema,
  purchaseId: recordId,
  version: z.string().optional().meta({ description: 'The version that there is to download now.' }),
  downloaded: z
    .object({ version: z.string(), at: instantSchema })
    .optional()
    .meta({ description: 'What was downloaded last.' }),
  updateAvailable: z
    .boolean()
    .meta({ description: 'Another version than the one downloaded last is there now.' }),
  download: availability,
});

export const libraryItemView = z.object({
  productId: recordId,
  name: z.string().optional().meta({ description: 'None where the agency no longer lists this product.' }),
  variants: z.array(ownedVariantView),
});

export const downloadLinkView = z.object({
  url: z.url().meta({ description: 'Where to fetch the file, without a token, until it expires.' }),
  expiresAt: instantSchema,
  productId: recordId,
  variantId: recordId,
  version: z.string(),
});

export const downloadView = z.object({
  id: recordId,
  at: instantSchema,
  productId: recordId,
  productName: z.string(),
  variantId: recordId,
  variantName: z.string(),
  version: z.string().meta({ description: 'The version that was downloaded.' }),
});

export const libraryRoutes = {
  listLibrary: route({
    method: 'GET',
    path: '/v1/library',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List the products that the account owns',
    description:
      'What the account owns stays, also when it is no longer sold. A page may hold fewer products than the limit, or ' +
      'none, and still be followed by others: go on while there is a cursor.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of owned products.', body: listed(libraryItemView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  createDownload: route({
    method: 'POST',
    path: '/v1/library/{productId}/downloads',
    lambda: 'store',
    scope: 'credits:spend',
    summary: 'Download something that the account owns',
    description:
      'Records the download and answers with a link that lives for five minutes. It moves no credits; asking again ' +
      'gives another link, and another record.',
    params: z.strictObject({ productId: recordId }),
    body: z.strictObject({
      variantId: recordId.optional().meta({
        description:
          'May be left out where the account owns one variant only: of several, `variant_required` tells the ids in ' +
          '`variants`.',
      }),
    }),
    responses: { 201: { description: 'The link.', body: downloadLinkView } },
    problems: ['variant_required', 'not_owned', 'not_found', 'download_not_available', 'busy'],
  }),
  listDownloads: route({
    method: 'GET',
    path: '/v1/downloads',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List what the account downloaded, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of downloads.', body: listed(downloadView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
