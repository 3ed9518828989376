import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { productItem, release, variant } from '../../../table/items/product.ts';
import { listed, pageQuery } from '../../page.ts';
import { productId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { describedAs } from './described.ts';
import { haveOwnIds, offeredInput, pricedInput } from './pricing.ts';
import { pictureView } from '../views.ts';
import { ignored, readOnly } from './read-only.ts';
import { agencyProductView } from './views.ts';
import { isWebAddress } from './web-address.ts';

const PLACEHOLDERS = /\{(?:productId|variantId|version|expires)\}|\{signature\}$/g;

/** A link that is one once its placeholders are filled in; nothing else in braces, and the signature last. */
const isLinkTemplate = (template: string): boolean => {
  const link = template.replaceAll(PLACEHOLDERS, '0');
  return !/[{}]/.test(link) && isWebAddress(link);
};

const [object, link] = release.shape.file.options;

const linkInput = link
  .strict()
  .meta({ id: 'LinkedFileInput' })
  .refine((file) => isLinkTemplate(file.link), {
    path: ['link'],
    message: 'must be https, with known placeholders only, and {signature} last',
    ...because({ code: 'invalid_format', format: 'url' }),
  });

const variantInput = z
  .strictObject({
    ...variant.shape,
    ...pricedInput,
    release: describedAs(
      variant.shape.release,
      release
        .strict()
        .extend({
          file: describedAs(
            release.shape.file,
            z.union([object.strict().meta({ id: 'StoredFileInput' }), linkInput]),
          ),
        })
        .meta({ id: 'ReleaseInput' })
        .exactOptional(),
    ),
  })
  .meta({ id: 'VariantInput' });

const { agency: _agency, version: _version, picture: _picture, id, ...shape } = productItem.shape;

const productInput = z
  .strictObject({
    ...shape,
    id: readOnly(id),
    picture: ignored(pictureView),
    ...offeredInput,
    variants: describedAs(
      shape.variants,
      z
        .array(variantInput)
        .min(1)
        .max(50)
        .refine(haveOwnIds, { message: 'two variants have the same id', ...because({ code: 'not_unique' }) }),
    ),
  })
  .meta({ id: 'ProductInput' });

const params = z.strictObject({ productId });

export const productRoutes = {
  listAgencyProducts: route({
    method: 'GET',
    path: '/v1/agency/products',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List all products, on sale or not',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of products.', body: listed(agencyProductView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyProduct: route({
    method: 'GET',
    path: '/v1/agency/products/{productId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a product with all its prices and releases',
    params,
    responses: { 200: { description: 'The product.', body: agencyProductView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putProduct: route({
    method: 'PUT',
    path: '/v1/agency/products/{productId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Create a product, or replace it',
    description:
      'You choose the ID. Replacing requires If-Match. You can send back exactly what you read. Open ' +
      'quotes keep their price.',
    params,
    headers: replacing,
    body: productInput,
    example: {
      params: { productId: 'textures' },
      body: {
        name: 'Paper textures',
        category: 'textures',
        promotions: [],
        onSale: true,
        variants: [
          {
            id: 'standard',
            name: 'Standard',
            price: 25,
            release: { version: '1.0.0', file: { link: 'https://example.com/textures.zip' } },
          },
        ],
      },
    },
    responses: {
      200: { description: 'The updated product.', body: agencyProductView, headers: taggedHeaders },
      201: { description: 'The new product.', body: agencyProductView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  deleteProduct: route({
    method: 'DELETE',
    path: '/v1/agency/products/{productId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete a product',
    description:
      'Accounts that own the product keep it but can no longer download it. To stop only the sale, set ' +
      '`onSale` to false instead.',
    params,
    headers: changing,
    responses: { 204: { description: 'The product is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
