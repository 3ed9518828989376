import { putGuarded } from '../../../shared/table/guarded.ts';
import { serviceItem, type Service } from '../../../shared/table/items/service.ts';
import { serviceKey } from '../../../shared/table/keys.ts';
import type { Table } from '../../../shared/table/table.ts';

const services: Service[] = [
  { id: 'logo', name: 'Logo design', description: 'Three drafts, two rounds of changes.', price: 400 },
  { id: 'consulting-hour', name: 'An hour of consulting', price: 90, regionalPrices: { US: 100 } },
].map((service) => ({
  agency: 'demo',
  version: 0,
  promotions: [],
  creditsAccepted: true,
  onSale: true,
  ...service,
}));

/** What the demo agency does on order. */
export const seedServices = async (table: Table): Promise<void> => {
  for (const item of services)
    await putGuarded(table, { key: serviceKey(item.agency, item.id), schema: serviceItem, item, version: 0 });
};
