import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { meterItem, type Meter } from '../table/items/meter.ts';
import { productItem, type Product } from '../table/items/product.ts';
import type { Ownership } from '../table/items/ownership.ts';
import { serviceItem, type Service } from '../table/items/service.ts';
import {
  categoryRange,
  metersPartition,
  ownershipKey,
  productKey,
  productsOnSaleList,
  serviceKey,
  servicesPartition,
} from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { BATCH, readTogether, type Read } from '../table/read.ts';
import { decode, decodeListed } from '../table/table.ts';
import { listedOwnership, ownershipFrom } from './ownership.ts';
import type { Buyer } from './price.ts';
import { isVisible, productFrom } from './product.ts';
import { isVisible as isOrderable } from './service.ts';
import { visitFrom, visitKeys, type Visit } from './visit.ts';

/** A product beside what this customer owns of it. */
export type ProductOnView = { product: Product; ownership: Ownership };

type NotFound = { code: 'not_found' };
type NoPage = NotFound | { code: 'invalid_cursor' };

/** With the account and the settings, what one BatchGet takes. */
const MAX_PAGE_ITEMS = BATCH - 2;

/** What is on sale, by category where one is named: one Query and one BatchGet. */
export const productsOnSale = async (
  { table, now }: Ledger,
  customer: Buyer,
  { category, ...range }: PageRequest & { category?: string | undefined },
): Promise<Result<{ page: Page<ProductOnView>; visit: Visit }, NoPage>> => {
  const page = await listPage(table, {
    partition: productsOnSaleList(customer.agency),
    inIndex: true,
    item: productItem,
    ...range,
    limit: Math.min(range.limit, MAX_PAGE_ITEMS),
    ...(category !== undefined && categoryRange(category)),
  });
  if (!page.ok) return page;
  const { items, cursor } = page.value;
  const read = await readTogether(table, [
    ...visitKeys(customer),
    ...items.map(({ id }) => ownershipKey(customer, id)),
  ]);
  const visit = visitFrom(read, customer, now());
  if (!visit) return err({ code: 'not_found' });
  return ok({ page: { items: shownTo(customer, items, read), cursor }, visit });
};

/** The products of these ids that the customer may see, in that order: one BatchGet. */
export const productsOnView = async (
  { table, now }: Ledger,
  customer: Buyer,
  ids: readonly string[],
): Promise<Result<{ page: Page<ProductOnView>; visit: Visit }, NotFound>> => {
  const read = await readTogether(table, [
    ...visitKeys(customer),
    ...ids.flatMap((id) => [productKey(customer.agency, id), ownershipKey(customer, id)]),
  ]);
  const visit = visitFrom(read, customer, now());
  if (!visit) return err({ code: 'not_found' });
  const items = ids.flatMap((id) => decodeListed(productItem, read(productKey(customer.agency, id))) ?? []);
  return ok({ page: { items: shownTo(customer, items, read), cursor: null }, visit });
};

/** Products of a list beside what the customer owns of them, without those that the customer may not see. */
const shownTo = (customer: Buyer, products: readonly Product[], read: Read): ProductOnView[] =>
  products.flatMap((product) => {
    const ownership = listedOwnership(read, customer, product.id);
    return ownership && isVisible(product, customer, ownership) ? [{ product, ownership }] : [];
  });

/** One product: what is not on sale, or reserved for others, only its owners see. */
export const productOnView = async (
  { table, now }: Ledger,
  customer: Buyer,
  productId: string,
): Promise<Result<ProductOnView & { visit: Visit }, NotFound>> => {
  const read = await readTogether(table, [
    ...visitKeys(customer),
    productKey(customer.agency, productId),
    ownershipKey(customer, productId),
  ]);
  const visit = visitFrom(read, customer, now());
  const product = productFrom(read, customer.agency, productId);
  const ownership = ownershipFrom(read, customer, productId);
  return visit && product && isVisible(product, customer, ownership)
    ? ok({ product, ownership, visit })
    : err({ code: 'not_found' });
};

/** What can be ordered: one Query and one BatchGet, at the same time. */
export const servicesOnSale = async (
  { table, now }: Ledger,
  customer: Buyer,
  range: PageRequest,
): Promise<Result<{ page: Page<Service>; visit: Visit }, NoPage>> => {
  const [read, page] = await Promise.all([
    readTogether(table, visitKeys(customer)),
    listPage(table, {
      partition: servicesPartition(customer.agency),
      item: serviceItem,
      where: { onSale: true },
      ...range,
    }),
  ]);
  const visit = visitFrom(read, customer, now());
  if (!visit) return err({ code: 'not_found' });
  if (!page.ok) return page;
  const { items, cursor } = page.value;
  return ok({ page: { items: items.filter((service) => isOrderable(service, customer)), cursor }, visit });
};

export const serviceOnView = async (
  { table, now }: Ledger,
  customer: Buyer,
  serviceId: string,
): Promise<Result<{ service: Service; visit: Visit }, NotFound>> => {
  const key = serviceKey(customer.agency, serviceId);
  const read = await readTogether(table, [...visitKeys(customer), key]);
  const visit = visitFrom(read, customer, now());
  const service = decode(serviceItem, read(key));
  return visit && service && isOrderable(service, customer)
    ? ok({ service, visit })
    : err({ code: 'not_found' });
};

/** What is sold by use: one Query. */
export const metersOnSale = (
  { table }: Ledger,
  { agency }: Pick<Buyer, 'agency'>,
  page: PageRequest,
): Promise<Result<Page<Meter>, InvalidCursor>> =>
  listPage(table, { partition: metersPartition(agency), item: meterItem, ...page });
