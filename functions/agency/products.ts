import { products } from '../../shared/agency/catalogue.ts';
import { listRecords, putInto, readRecord } from '../../shared/agency/crud.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { productRoutes } from '../../shared/http/routes/agency/products.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { deletePictured, type RemovePicture } from '../../shared/pictures/remove-picture.ts';
import type { Product } from '../../shared/table/items/product.ts';
import { pictured } from '../../shared/views/picture-view.ts';
import { tagged } from './tagged.ts';

export const productHandlers = (
  ledger: Ledger,
  removePicture: RemovePicture,
): Handlers<typeof productRoutes> => ({
  listAgencyProducts: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(ledger.table, products, agency, query), pictured),

  getAgencyProduct: async ({ caller: { agency }, params: { productId } }) =>
    answer(await readRecord(ledger.table, resourceIn(products, agency, productId)), (found) => ({
      status: 200 as const,
      ...shown(found),
    })),

  putProduct: async ({ caller, params: { productId: id }, headers, body }) => {
    const { id: given, picture: _, ...rest } = body;
    const wanted = { ...rest, agency: caller.agency, id, version: 0 };
    const put = await putInto(ledger, caller, products, wanted, { ...headers, id: given });
    return answer(put, ({ before, after }) => ({ status: before ? 200 : 201, ...shown(after) }));
  },

  deleteProduct: async ({ caller, params: { productId }, headers }) => {
    const deleted = resourceIn(products, caller.agency, productId);
    return answer(await deletePictured(ledger, removePicture, caller, deleted, headers), noContent);
  },
});

const shown = (item: Product) => tagged(item, pictured(item));
