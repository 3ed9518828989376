import { productWrite } from '../../shared/store/product.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { packageItem, type Package } from '../../shared/table/items/package.ts';
import type { Product, Variant } from '../../shared/table/items/product.ts';
import { packageKey } from '../../shared/table/keys.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

export const somePackage = (agency: string, more: Partial<Package> = {}): Package => ({
  agency,
  id: 'starter',
  version: 0,
  name: 'Starter',
  credits: 100,
  bonusCredits: 10,
  price: { amount: 1000, currency: 'EUR' },
  onSale: true,
  ...more,
});

export const putPackage = async (table: Table, item: Package): Promise<void> => {
  await putGuarded(table, { key: packageKey(item.agency, item.id), schema: packageItem, item, version: 0 });
};

export const someVariant = (more: Partial<Variant> = {}): Variant => ({
  id: 'standard',
  name: 'Standard',
  price: 30,
  ...more,
});

export const someProduct = (agency: string, more: Partial<Product> = {}): Product => ({
  agency,
  id: 'brushes',
  version: 0,
  name: 'Brushes',
  variants: [someVariant()],
  promotions: [],
  onSale: true,
  ...more,
});

/** Puts a product into the catalogue, or changes the one that has its version. */
export const putProduct = async ({ table }: Ledger, product: Product): Promise<void> => {
  if (!(await putGuarded(table, productWrite(product)))) throw new Error(`not version ${product.version}`);
};
