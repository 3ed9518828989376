import { services } from '../../shared/agency/catalogue.ts';
import { deleteRecord, listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/agency/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { okTagged, putTagged } from './tagged.ts';

export const serviceHandlers = (ledger: Ledger): Handlers<typeof serviceRoutes> => ({
  listAgencyServices: async ({ caller: { agency }, query }) =>
    answer(await listRecords(ledger.table, services, agency, query), okBody),

  getAgencyService: async ({ caller: { agency }, params: { serviceId } }) =>
    answer(await readRecord(ledger.table, resourceIn(services, agency, serviceId)), okTagged),

  putService: async ({ caller, params: { serviceId: id }, headers, body: { id: given, ...body } }) => {
    const wanted = { ...body, agency: caller.agency, id, version: 0 };
    const put = await putInto(ledger, caller, services, wanted, { ...headers, id: given });
    return answer(put, putTagged);
  },

  deleteService: async ({ caller, params: { serviceId }, headers }) => {
    const deleted = resourceIn(services, caller.agency, serviceId);
    return answer(await deleteRecord(ledger, caller, deleted, headers), noContent);
  },
});
