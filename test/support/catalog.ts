import { putGuarded } from '../../shared/table/guarded.ts';
import type { Package } from '../../shared/table/items/package.ts';
import { packageKey } from '../../shared/table/keys.ts';
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
  await putGuarded(table, { key: packageKey(item.agency, item.id), item, version: 0 });
};
