import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { line } from '../../../kernel/text.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { productView } from './product-views.ts';

export const productRoutes = {
  listProducts: route({
    method: 'GET',
    path: '/v1/products',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'List the products on sale',
    description:
      'Prices are those of the caller: of their region, less the promotion that takes off most. A quote locks one. ' +
      'A page holds up to 98 products: go on while there is a cursor.',
    query: z.strictObject({
      ...pageQuery,
      category: line(64).optional().meta({ description: 'Only products of this category.' }),
    }),
    responses: { 200: { description: 'A page of products, by category.', body: listed(productView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getProduct: route({
    method: 'GET',
    path: '/v1/products/{productId}',
    lambda: 'store',
    scope: 'credits:read',
    summary: 'Read a product',
    description: 'What is not on sale any more is shown to those who own it.',
    params: z.strictObject({ productId: recordId }),
    responses: { 200: { description: 'The product.', body: productView } },
    problems: ['not_found', 'busy'],
  }),
};
