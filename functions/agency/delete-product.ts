import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { remove } from './keep.ts';
import { productOf } from './subjects.ts';

export const deleteProduct =
  (ledger: Ledger): Handler<typeof agencyRoutes.deleteProduct> =>
  async ({ caller, params, headers }) =>
    await remove(ledger, caller, productOf(caller.agency, params.productId), headers);
