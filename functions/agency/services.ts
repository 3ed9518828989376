import { services } from '../../shared/agency/catalogue.ts';
import { listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/agency/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { deletePictured, type RemovePicture } from '../../shared/pictures/remove-picture.ts';
import type { Service } from '../../shared/table/items/service.ts';
import { pictured } from '../../shared/views/picture-view.ts';
import { tagged } from './tagged.ts';

export const serviceHandlers = (
  ledger: Ledger,
  removePicture: RemovePicture,
): Handlers<typeof serviceRoutes> => ({
  listAgencyServices: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, services, agency, query), pictured),

  getAgencyService: async ({ caller: { agency }, params: { serviceId } }) =>
    answer(await readRecord(ledger.table, resourceIn(services, agency, serviceId)), (found) => ({
      status: 200 as const,
      ...shown(found),
    })),

  putService: async ({ caller, params: { serviceId: id }, headers, body }) => {
    const { id: given, picture: _, ...rest } = body;
    const wanted = { ...rest, agency: caller.agency, id, version: 0 };
    const put = await putInto(ledger, caller, services, wanted, { ...headers, id: given });
    return answer(put, ({ before, after }) => ({ status: before ? 200 : 201, ...shown(after) }));
  },

  deleteService: async ({ caller, params: { serviceId }, headers }) => {
    const deleted = resourceIn(services, caller.agency, serviceId);
    return answer(await deletePictured(ledger, removePicture, caller, deleted, headers), noContent);
  },
});

const shown = (item: Service) => tagged(item, pictured(item));
