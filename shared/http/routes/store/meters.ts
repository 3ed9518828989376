import * as z from 'zod';
import { meterItem } from '../../../table/items/meter.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';

const { id, name, unit, creditsPer, per } = meterItem.shape;

const meterPriceView = z.object({ id, name, unit, creditsPer, per }).meta({ id: 'MeterPrice' });

export const meterPriceRoutes = {
  listMeterPrices: route({
    method: 'GET',
    path: '/v1/meters',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List what is sold by use, and its prices',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of meters.', body: listed(meterPriceView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};
