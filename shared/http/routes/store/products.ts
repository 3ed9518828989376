import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { ascii, line } from '../../../kernel/text.ts';
import { listed, pageQuery } from '../../page.ts';
import { productId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { productView } from './product-views.ts';

/** As many as one BatchGet reads with their ownerships, the account and the settings. */
const MAX_IDS = 49;

const productIds = ascii(MAX_IDS * 129)
  .transform((list) => [...new Set(list.split(','))])
  .pipe(z.array(recordId).max(MAX_IDS))
  .meta({
    description: `IDs of up to ${MAX_IDS} products, with commas between them.`,
    example: 'house,garden',
  });

export const productRoutes = {
  listProducts: route({
    method: 'GET',
    path: '/v1/products',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List products on sale',
    description:
      'Prices are for this customer: the price of their region, less the best promotion. A quote locks a ' +
      'price. A page holds at most 98 products. With `ids` it returns those products in that order, including owned ' +
      'ones that are no longer on sale, and leaves out those that this customer may not see.',
    query: z
      .strictObject({
        ...pageQuery,
        category: line(64).optional().meta({ description: 'Return only products of this category.' }),
        ids: productIds.optional(),
      })
      .refine(({ ids, category, cursor }) => ids === undefined || (category ?? cursor) === undefined, {
        path: ['ids'],
        message: 'can be combined neither with category nor with cursor',
      }),
    responses: { 200: { description: 'A page of products, sorted by category.', body: listed(productView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getProduct: route({
    method: 'GET',
    path: '/v1/products/{productId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a product',
    description: 'Customers who own a product can read it after its sale has ended.',
    params: z.strictObject({ productId }),
    responses: { 200: { description: 'The product.', body: productView } },
    problems: ['not_found', 'busy'],
  }),
};
