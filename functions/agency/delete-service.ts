import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { remove } from './keep.ts';
import { serviceOf } from './subjects.ts';

export const deleteService =
  (ledger: Ledger): Handler<typeof agencyRoutes.deleteService> =>
  async ({ caller, params, headers }) =>
    await remove(ledger, caller, serviceOf(caller.agency, params.serviceId), headers);
