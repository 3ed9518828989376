import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { productItem } from '../../shared/table/items/product.ts';
import { categoryRange, productsOnSaleList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { productBody, someAgency } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { putProduct, getAgencyProduct, deleteProduct } = agencyRoutes;
const params = { productId: 'one' };

const onSale = async (agency: string, category: string): Promise<string[]> => {
  const page = await listPage(ledger.table, {
    partition: productsOnSaleList(agency),
    inIndex: true,
    item: productItem,
    limit: 10,
    ...categoryRange(category),
  });
  if (!page.ok) throw new Error(page.error.code);
  return page.value.items.map(({ id }) => id);
};

test('a product on sale is in the list of its own category only', async () => {
  const { agency, call: admin, etagOf } = await someAgency(ledger);
  const put = async (more: object) =>
    await admin(putProduct, {
      params,
      headers: { 'if-match': await etagOf(getAgencyProduct, params) },
      body: { ...productBody, ...more },
    });
  await admin(putProduct, { params, body: productBody });
  expect(await onSale(agency, 'tools')).toEqual(['one']);
  await put({ category: 'paper' });
  expect(await onSale(agency, 'tools')).toEqual([]);
  expect(await onSale(agency, 'paper')).toEqual(['one']);
  await put({ category: 'paper', onSale: false });
  expect(await onSale(agency, 'paper')).toEqual([]);
  await put({});
  expect(await onSale(agency, 'tools')).toEqual(['one']);
  await admin(deleteProduct, {
    params,
    headers: { 'if-match': await etagOf(getAgencyProduct, params) },
  });
  expect(await onSale(agency, 'tools')).toEqual([]);
});
