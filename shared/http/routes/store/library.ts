import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { listed, pageQuery } from '../../page.ts';
import { productId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { availability } from '../views.ts';

const ownedVariantView = z
  .object({
    id: recordId,
    name: z.string().optional().meta({ description: 'Absent if the agency no longer offers this variant.' }),
    since: instantSchema,
    purchaseId: recordId,
    version: z.string().optional().meta({ description: 'The version available for download.' }),
    downloaded: z
      .object({ version: z.string(), at: instantSchema })
      .meta({ id: 'LastDownload' })
      .optional()
      .meta({ description: 'The last download.' }),
    updateAvailable: z
      .boolean()
      .meta({ description: 'True if another version than the last downloaded one is available.' }),
    download: availability,
  })
  .meta({ id: 'OwnedVariant' });

export const libraryItemView = z
  .object({
    productId: recordId,
    name: z.string().optional().meta({ description: 'Absent if the agency no longer offers this product.' }),
    variants: z.array(ownedVariantView),
  })
  .meta({ id: 'LibraryItem' });

export const downloadLinkView = z
  .object({
    url: z.url().meta({ description: 'The link to the file. It needs no token and works until it expires.' }),
    expiresAt: instantSchema,
    productId: recordId,
    variantId: recordId,
    version: z.string(),
    sha256: z
      .string()
      .optional()
      .meta({ description: "The file's SHA-256 in lower-case hexadecimal, if the agency stated it." }),
  })
  .meta({ id: 'DownloadLink' });

export const downloadView = z
  .object({
    id: recordId,
    at: instantSchema,
    productId: recordId,
    productName: z.string(),
    variantId: recordId,
    variantName: z.string(),
    version: z.string().meta({ description: 'The downloaded version.' }),
  })
  .meta({ id: 'Download' });

export const libraryRoutes = {
  listLibrary: route({
    method: 'GET',
    path: '/v1/library',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List the products that the customer owns',
    description:
      'Products stay in the library when they are no longer for sale. A page may hold fewer products than ' +
      '`limit`, or none, even if more follow.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of owned products.', body: listed(libraryItemView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  createDownload: route({
    method: 'POST',
    path: '/v1/library/{productId}/downloads',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'none',
    summary: 'Get a download link for an owned product',
    description:
      'Records the download and returns a link that works for five minutes. It costs no credits. Each call ' +
      'returns another link and adds a record.',
    params: z.strictObject({ productId }),
    body: z
      .strictObject({
        variantId: recordId.optional().meta({
          description:
            'Optional if the account owns one variant only. Otherwise `variant_required` lists the IDs as ' +
            '`variants`.',
        }),
      })
      .meta({ id: 'DownloadInput' }),
    example: { body: { variantId: 'standard' } },
    responses: { 201: { description: 'The link.', body: downloadLinkView } },
    problems: [
      'variant_required',
      'not_owned',
      'account_in_debt',
      'not_found',
      'download_not_available',
      'busy',
    ],
  }),
  listDownloads: route({
    method: 'GET',
    path: '/v1/downloads',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List downloads, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of downloads.', body: listed(downloadView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
