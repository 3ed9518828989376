import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { remove } from './keep.ts';
import { packageOf } from './subjects.ts';

export const deletePackage =
  (ledger: Ledger): Handler<typeof agencyRoutes.deletePackage> =>
  async ({ caller, params, headers }) =>
    await remove(ledger, caller, packageOf(caller.agency, params.packageId), headers);
