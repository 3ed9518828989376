import { expect, test } from 'vitest';
import { libraryRoutes } from '../../shared/http/routes/store/library.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { putProduct } from '../support/catalog.ts';
import { own, someHouse } from '../support/products.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = storeHandler(metered);

const caller = await accountOfOpenAgency(ledger);
for (const id of ['house', 'tree', 'bridge']) {
  await putProduct(ledger, someHouse(caller.agency, { id }));
  await own(ledger, caller, id);
}

const download = (productId: string) =>
  call(handler, libraryRoutes.createDownload, { caller, params: { productId }, body: {} });

test('a page of the library is one Query and one BatchGet', async () => {
  const read = () => call(handler, libraryRoutes.listLibrary, { caller });
  expect(await during(read)).toMatchObject({ calls: ['Query', 'BatchGetItem'], writeUnits: 0 });
});

test('an empty library is one Query', async () => {
  const read = () =>
    call(handler, libraryRoutes.listLibrary, { caller: { ...caller, account: 'somebody-else' } });
  expect(await during(read)).toMatchObject({ calls: ['Query'], writeUnits: 0 });
});

test('a download costs two BatchGets, one transaction, 4 write units', async () => {
  expect(await during(() => download('house'))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 4,
    indexWriteUnits: 0,
  });
});

test('a refused download writes nothing', async () => {
  expect(await during(() => download('nothing'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('a page of downloads is one Query, and one BatchGet of the account for those that merged into it', async () => {
  const read = () => call(handler, libraryRoutes.listDownloads, { caller });
  const { calls, ...units } = await during(read);
  expect({ ...units, calls: calls.toSorted() }).toMatchObject({
    calls: ['BatchGetItem', 'Query'],
    writeUnits: 0,
  });
});
