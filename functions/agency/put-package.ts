import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { whyNotAsRead } from './as-read.ts';
import { put } from './keep.ts';
import { packageOf } from './subjects.ts';

export const putPackage =
  (ledger: Ledger): Handler<typeof agencyRoutes.putPackage> =>
  async ({ caller, params: { packageId: id }, headers, body: { id: given, ...body } }) => {
    const edited = whyNotAsRead({ id: given }, { id });
    if (edited) return problem(edited.code, edited);
    const { agency } = caller;
    return await put(ledger, caller, packageOf(agency, id), headers, { ...body, agency, id, version: 0 });
  };
