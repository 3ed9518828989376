import type { Operation } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { put } from './keep.ts';
import { packageOf } from './subjects.ts';

export const putPackage =
  (ledger: Ledger): Operation<typeof agencyRoutes.putPackage> =>
  async ({ caller, params: { packageId: id }, headers, body }) => {
    const { agency } = caller;
    return await put(ledger, caller, packageOf(agency, id), headers, { ...body, agency, id, version: 0 });
  };
