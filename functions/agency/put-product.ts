import type { Operation } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { put } from './keep.ts';
import { productOf } from './subjects.ts';

export const putProduct =
  (ledger: Ledger): Operation<typeof agencyRoutes.putProduct> =>
  async ({ caller, params: { productId: id }, headers, body }) => {
    const { agency } = caller;
    return await put(ledger, caller, productOf(agency, id), headers, { ...body, agency, id, version: 0 });
  };
