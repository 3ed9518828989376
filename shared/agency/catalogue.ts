import { soldNumber } from '../table/items/only-for.ts';
import { packageItem, type Package } from '../table/items/package.ts';
import { meterItem, type Meter } from '../table/items/meter.ts';
import type { StoredPicture } from '../table/items/picture.ts';
import { productItem, type Product } from '../table/items/product.ts';
import { serviceItem, type Service } from '../table/items/service.ts';
import {
  meterKey,
  metersPartition,
  packageKey,
  packagesPartition,
  productKey,
  productListKey,
  productsPartition,
  serviceKey,
  servicesPartition,
} from '../table/keys.ts';
import type { Collection } from './resource.ts';

/** A picture is uploaded and set by itself. */
const keepPicture = <Item extends { picture?: StoredPicture }>({ picture }: Item, wanted: Item): Item =>
  picture ? { ...wanted, picture } : wanted;

export const packages: Collection<Package> = {
  kind: 'package',
  schema: packageItem,
  number: soldNumber,
  partition: packagesPartition,
  key: packageKey,
  keep: keepPicture,
};

export const products: Collection<Product> = {
  kind: 'product',
  schema: productItem,
  partition: productsPartition,
  key: productKey,
  keep: keepPicture,
  list: productListKey,
};

export const services: Collection<Service> = {
  kind: 'service',
  schema: serviceItem,
  partition: servicesPartition,
  key: serviceKey,
  keep: keepPicture,
};

export const meters: Collection<Meter> = {
  kind: 'meter',
  schema: meterItem,
  partition: metersPartition,
  key: meterKey,
};
