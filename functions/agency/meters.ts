import { meters } from '../../shared/agency/catalogue.ts';
import { deleteRecord, listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { meterRoutes } from '../../shared/http/routes/agency/meters.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Meter } from '../../shared/table/items/meter.ts';
import { okTagged, putTagged } from './tagged.ts';

export const meterHandlers = (ledger: Ledger): Handlers<typeof meterRoutes> => ({
  listMeters: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, meters, agency, query), unchanged),

  getMeter: async ({ caller: { agency }, params: { meterId } }) =>
    answer(await readRecord(ledger.table, resourceIn(meters, agency, meterId)), okTagged),

  putMeter: async ({ caller, params: { meterId: id }, headers, body: { id: given, ...rest } }) => {
    const wanted = { ...rest, agency: caller.agency, id, version: 0 };
    return answer(await putInto(ledger, caller, meters, wanted, { ...headers, id: given }), putTagged);
  },

  deleteMeter: async ({ caller, params: { meterId }, headers }) =>
    answer(
      await deleteRecord(ledger, caller, resourceIn(meters, caller.agency, meterId), headers),
      noContent,
    ),
});

const unchanged = (meter: Meter): Meter => meter;
