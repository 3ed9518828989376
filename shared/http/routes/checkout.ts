import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { recordId } from '../../kernel/ids.ts';
import { webUrl } from '../../kernel/text.ts';
import { provider } from '../../table/items/payment-status.ts';
import { route, THROTTLE_PROVIDER } from '../route.ts';
import { providerRoutes } from './agency/providers.ts';
import { dryRunView } from './dry-run.ts';
import { checkoutView } from './checkout-views.ts';

export const checkoutRoutes = {
  ...providerRoutes,
  createCheckout: route({
    method: 'POST',
    path: '/v1/checkouts',
    lambda: 'checkout',
    scope: 'credits:spend',
    idempotency: 'key',
    throttle: THROTTLE_PROVIDER,
    summary: 'Start a checkout to buy credits',
    description:
      'Send a package or a number of credits. Redirect the customer to `url` to pay. They return to the ' +
      'return URL with `checkout` and `outcome` (`success` or `cancelled`) in its query.',
    body: z
      .strictObject({
        provider: provider.meta({ description: 'The payment provider at which the customer pays.' }),
        packageId: recordId
          .optional()
          .meta({ description: 'The ID of the package to buy. Send this or `credits`.' }),
        credits: credits.optional(),
        returnUrl: webUrl(/^https?$/, 'must be a complete http or https URL')
          .optional()
          .meta({
            description:
              "Where the customer returns to: an address at the portal, or at the origin of one of the agency's `returnUrls`. " +
              'Default: the first of these.',
          }),
      })
      .meta({ id: 'CheckoutInput' })
      .refine((body) => (body.packageId === undefined) !== (body.credits === undefined), {
        message: 'send either packageId or credits',
      }),
    example: { body: { provider: 'stripe', packageId: 'starter' } },
    responses: { 201: { description: 'The checkout is open.', body: checkoutView } },
    problems: [
      'not_found',
      'credit_sales_disabled',
      'provider_not_available',
      'package_not_available',
      'price_not_chargeable',
      'custom_amount_not_available',
      'amount_out_of_bounds',
      'return_url_not_allowed',
      'idempotency_key_reused',
      'provider_refused',
      'provider_unreachable',
      'checkout_limit',
      'busy',
    ],
  }),
  getCheckout: route({
    method: 'GET',
    path: '/v1/checkouts/{checkoutId}',
    lambda: 'checkout',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a checkout',
    params: z.strictObject({ checkoutId: recordId }),
    responses: { 200: { description: 'The checkout.', body: checkoutView } },
    problems: ['not_found', 'busy'],
  }),
  completeCheckout: route({
    method: 'POST',
    path: '/v1/checkouts/{checkoutId}/completion',
    lambda: 'checkout',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    throttle: THROTTLE_PROVIDER,
    summary: 'Complete a checkout when the customer returns',
    description:
      'Asks the provider immediately instead of waiting for its webhook. If the customer has paid, the ' +
      'response comes after the credits. Takes no body. Repeating it has no further effect. If nothing is ' +
      'paid, the response is the unchanged checkout. With `Prefer: dry-run`, the provider is asked, takes no payment, and the response ' +
      'says which credits would be added.',
    params: z.strictObject({ checkoutId: recordId }),
    responses: {
      200: {
        description: 'The checkout. With `Prefer: dry-run`: what the completion would do.',
        body: z.union([checkoutView, dryRunView]),
      },
    },
    problems: ['not_found', 'provider_unreachable', 'busy'],
  }),
};
