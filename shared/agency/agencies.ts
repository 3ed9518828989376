import { ofAnyNumber } from '../kernel/schema-number.ts';
import { settingsItem } from '../table/items/settings.ts';
import { AGENCIES_LIST } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** No more of an agency than its name: settings that do not read hold up no other agency. */
const named = ofAnyNumber(settingsItem.pick({ agency: true }));

/** Every agency of the deployment, beginning anywhere: should there be too many for one run, none is always the last. */
export const everyAgency = async (table: Table): Promise<string[]> => {
  const names: string[] = [];
  for await (const { agency } of allItems(table, {
    partition: AGENCIES_LIST,
    inIndex: true,
    item: named,
  })) {
    names.push(agency);
  }
  const first = Math.floor(Math.random() * names.length);
  return [...names.slice(first), ...names.slice(0, first)];
};
