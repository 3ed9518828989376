import { packages } from '../../shared/agency/catalogue.ts';
import { deleteRecord, listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { packageRoutes } from '../../shared/http/routes/agency/packages.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { okTagged, putTagged } from './tagged.ts';

export const packageHandlers = (ledger: Ledger): Handlers<typeof packageRoutes> => ({
  listAgencyPackages: async ({ caller: { agency }, query }) =>
    answer(await listRecords(ledger.table, packages, agency, query), okBody),

  getAgencyPackage: async ({ caller: { agency }, params: { packageId } }) =>
    answer(await readRecord(ledger.table, resourceIn(packages, agency, packageId)), okTagged),

  putPackage: async ({ caller, params: { packageId: id }, headers, body: { id: given, ...body } }) => {
    const wanted = { ...body, agency: caller.agency, id, version: 0 };
    const put = await putInto(ledger, caller, packages, wanted, { ...headers, id: given });
    return answer(put, putTagged);
  },

  deletePackage: async ({ caller, params: { packageId }, headers }) => {
    const deleted = resourceIn(packages, caller.agency, packageId);
    return answer(await deleteRecord(ledger, caller, deleted, headers), noContent);
  },
});
