import * as z from 'zod';
import { agencyId } from '../../kernel/ids.ts';
import { branding } from '../../table/items/branding.ts';
import { settingsItem } from '../../table/items/settings.ts';
import { route, THROTTLE_STATIC } from '../route.ts';

const { logoUrl, accent, radius, languages } = branding.shape;

export const brandingView = z
  .object({ name: settingsItem.shape.name, logoUrl, accent, radius, languages })
  .meta({ id: 'PublicBranding' });

export const brandingRoutes = {
  getBranding: route({
    method: 'GET',
    path: '/v1/agencies/{agencyId}/branding',
    lambda: 'account',
    scope: 'public',
    idempotency: 'none',
    throttle: THROTTLE_STATIC,
    summary: "Get an agency's name, logo and colours, before anybody signs in",
    params: z.strictObject({ agencyId }),
    responses: {
      200: {
        description: 'The branding.',
        body: brandingView,
        headers: { 'Cache-Control': 'Caches may keep the answer for five minutes.' },
      },
    },
    problems: ['not_found', 'busy'],
  }),
};
