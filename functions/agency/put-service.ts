import type { Operation } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { put } from './keep.ts';
import { serviceOf } from './subjects.ts';

export const putService =
  (ledger: Ledger): Operation<typeof agencyRoutes.putService> =>
  async ({ caller, params: { serviceId: id }, headers, body }) => {
    const { agency } = caller;
    return await put(ledger, caller, serviceOf(agency, id), headers, { ...body, agency, id, version: 0 });
  };
