import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { get } from './keep.ts';
import { productOf } from './subjects.ts';

export const getAgencyProduct =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getAgencyProduct> =>
  async ({ caller, params }) =>
    await get(table, productOf(caller.agency, params.productId));
