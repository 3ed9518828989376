import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { get } from './keep.ts';
import { packageOf } from './subjects.ts';

export const getAgencyPackage =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getAgencyPackage> =>
  async ({ caller, params }) =>
    await get(table, packageOf(caller.agency, params.packageId));
