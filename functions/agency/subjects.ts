import type * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { ChangeKind } from '../../shared/table/items/change.ts';
import { endpointItem, type Endpoint } from '../../shared/table/items/endpoint.ts';
import { invoiceItem, type Invoice } from '../../shared/table/items/invoice.ts';
import { packageItem, type Package } from '../../shared/table/items/package.ts';
import { productItem, type Product } from '../../shared/table/items/product.ts';
import { promoBatchItem, type PromoBatch } from '../../shared/table/items/promo-code.ts';
import { serviceItem, type Service } from '../../shared/table/items/service.ts';
import { settingsItem, type Settings } from '../../shared/table/items/settings.ts';
import {
  agencyListKey,
  endpointKey,
  invoiceKey,
  invoiceListKey,
  packageKey,
  productKey,
  productListKey,
  promoBatchKey,
  serviceKey,
  settingsKey,
  type Key,
  type ListKey,
} from '../../shared/table/keys.ts';

/** One record that the agency may change: what it is, and where it lies. */
export type Subject<Item> = {
  kind: ChangeKind;
  id: string;
  key: Key;
  schema: z.ZodType<Item>;
  /** Its place in a list of the index, which every write has to name. */
  list?: (item: Item) => ListKey | undefined;
};

export const settingsOf = (agency: string): Subject<Settings> => ({
  kind: 'settings',
  id: 'settings',
  key: settingsKey(agency),
  schema: settingsItem,
  list: () => agencyListKey(agency),
});

export const packageOf = (agency: string, id: string): Subject<Package> => ({
  kind: 'package',
  id,
  key: packageKey(agency, id),
  schema: packageItem,
});

export const productOf = (agency: string, id: string): Subject<Product> => ({
  kind: 'product',
  id,
  key: productKey(agency, id),
  schema: productItem,
  list: (product) => productListKey(agency, product),
});

export const serviceOf = (agency: string, id: string): Subject<Service> => ({
  kind: 'service',
  id,
  key: serviceKey(agency, id),
  schema: serviceItem,
});

export const invoiceOf = (ref: AccountRef, id: string): Subject<Invoice> => ({
  kind: 'invoice',
  id,
  key: invoiceKey(ref, id),
  schema: invoiceItem,
  list: () => invoiceListKey(ref.agency, id),
});

export const promoCodesOf = (agency: string, id: string): Subject<PromoBatch> => ({
  kind: 'promo_codes',
  id,
  key: promoBatchKey(agency, id),
  schema: promoBatchItem,
});

export const endpointOf = (agency: string, id: string): Subject<Endpoint> => ({
  kind: 'endpoint',
  id,
  key: endpointKey(agency, id),
  schema: endpointItem,
});
