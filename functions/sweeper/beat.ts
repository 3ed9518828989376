import { type Clock, instant } from '../../shared/kernel/clock.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { heartbeatItem } from '../../shared/table/items/heartbeat.ts';
import { HEARTBEAT_KEY as key } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';

/**
 * Changes the table by nothing but the time, so that its stream has a change to pass on also where nobody buys or spends.
 * Where another run did so meanwhile, its change is as good.
 */
export const beat = async (table: Table, now: Clock): Promise<void> => {
  const { version } = (await readOne(table, key, heartbeatItem)) ?? { version: 0 };
  await putGuarded(table, { key, schema: heartbeatItem, item: { at: instant(now()) }, version });
};
