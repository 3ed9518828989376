import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { whyNotAsRead } from './as-read.ts';
import { put } from './keep.ts';
import { productOf } from './subjects.ts';

export const putProduct =
  (ledger: Ledger): Handler<typeof agencyRoutes.putProduct> =>
  async ({ caller, params: { productId: id }, headers, body: { id: given, ...body } }) => {
    const edited = whyNotAsRead({ id: given }, { id });
    if (edited) return problem(edited.code, edited);
    const { agency } = caller;
    return await put(ledger, caller, productOf(agency, id), headers, { ...body, agency, id, version: 0 });
  };
