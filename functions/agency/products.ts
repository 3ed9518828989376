import { products } from '../../shared/agency/catalogue.ts';
import { deleteRecord, listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { productRoutes } from '../../shared/http/routes/agency/products.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { okTagged, putTagged } from './tagged.ts';

export const productHandlers = (ledger: Ledger): Handlers<typeof productRoutes> => ({
  listAgencyProducts: async ({ caller: { agency }, query }) =>
    answer(await listRecords(ledger.table, products, agency, query), okBody),

  getAgencyProduct: async ({ caller: { agency }, params: { productId } }) =>
    answer(await readRecord(ledger.table, resourceIn(products, agency, productId)), okTagged),

  putProduct: async ({ caller, params: { productId: id }, headers, body: { id: given, ...body } }) => {
    const wanted = { ...body, agency: caller.agency, id, version: 0 };
    const put = await putInto(ledger, caller, products, wanted, { ...headers, id: given });
    return answer(put, putTagged);
  },

  deleteProduct: async ({ caller, params: { productId }, headers }) => {
    const deleted = resourceIn(products, caller.agency, productId);
    return answer(await deleteRecord(ledger, caller, deleted, headers), noContent);
  },
});
