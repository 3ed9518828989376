import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { meterPriceRoutes } from '../../shared/http/routes/store/meters.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { metersOnSale } from '../../shared/store/catalogue.ts';
import type { Meter } from '../../shared/table/items/meter.ts';

export const listMeterPrices =
  (ledger: Ledger): Handler<typeof meterPriceRoutes.listMeterPrices> =>
  async ({ caller, query }) =>
    pageAnswer(await metersOnSale(ledger, caller, query), viewOf);

const viewOf = ({ id, name, unit, creditsPer, per }: Meter) => ({ id, name, unit, creditsPer, per });
