import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { MAX_AMOUNT } from '../../../kernel/amount.ts';
import { existingCurrency } from '../../../kernel/currencies.ts';
import { packageItem } from '../../../table/items/package.ts';
import { listed, pageQuery } from '../../page.ts';
import { packageId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { pictureView } from '../views.ts';
import { ignored, readOnly } from './read-only.ts';
import { agencyPackageView } from './views.ts';

const { agency: _agency, version: _version, picture: _picture, id, ...shape } = packageItem.shape;

const { notes } = agencyPackageView.shape;

const packageInput = z
  .strictObject({
    ...shape,
    id: readOnly(id),
    picture: ignored(pictureView),
    price: shape.price
      .extend({ currency: existingCurrency })
      .refine(({ amount }) => amount > 0, {
        path: ['amount'],
        message: 'must not be free',
        ...because({ code: 'too_small', minimum: 1 }),
      })
      .meta({ id: 'PackagePriceInput', description: 'What customers pay for the package.' }),
    notes: ignored(notes),
  })
  .meta({ id: 'PackageInput' })
  .refine(({ credits, bonusCredits }) => credits + bonusCredits <= MAX_AMOUNT, {
    path: ['bonusCredits'],
    message: 'credits and bonusCredits together exceed the maximum',
    ...because({ code: 'too_big' }),
  });

const params = z.strictObject({ packageId });

export const packageRoutes = {
  listAgencyPackages: route({
    method: 'GET',
    path: '/v1/agency/packages',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List all packages, on sale or not',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of packages.', body: listed(agencyPackageView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyPackage: route({
    method: 'GET',
    path: '/v1/agency/packages/{packageId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get a package',
    params,
    responses: { 200: { description: 'The package.', body: agencyPackageView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putPackage: route({
    method: 'PUT',
    path: '/v1/agency/packages/{packageId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Create a package, or replace it',
    description:
      'You choose the ID. Replacing requires If-Match. You can send back exactly what you read. Open ' +
      "checkouts keep their price. A price that none of the agency's providers can charge is refused.",
    params,
    headers: replacing,
    body: packageInput,
    example: {
      params: { packageId: 'spring-offer' },
      body: {
        name: 'Spring offer',
        credits: 100,
        bonusCredits: 10,
        price: { amount: 1000, currency: 'EUR' },
        onSale: true,
      },
    },
    responses: {
      200: { description: 'The updated package.', body: agencyPackageView, headers: taggedHeaders },
      201: { description: 'The new package.', body: agencyPackageView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  deletePackage: route({
    method: 'DELETE',
    path: '/v1/agency/packages/{packageId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete a package',
    params,
    headers: changing,
    responses: { 204: { description: 'The package is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
