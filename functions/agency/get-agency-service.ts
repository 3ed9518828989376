import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { get } from './keep.ts';
import { serviceOf } from './subjects.ts';

export const getAgencyService =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getAgencyService> =>
  async ({ caller, params }) =>
    await get(table, serviceOf(caller.agency, params.serviceId));
