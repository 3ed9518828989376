import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { endpointItem, type Endpoint } from '../../shared/table/items/endpoint.ts';
import { endpointKey } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

/** Milliseconds of failures without a success after which an event, or an endpoint, is given up. */
export const GIVE_UP_AFTER_MS = 5 * DAY_MS;

/** An endpoint, and the item that it was read from. */
export type ReadEndpoint = { endpoint: Endpoint; stored: Record<string, unknown> | undefined };

const write = (table: Table, item: Endpoint, stored: ReadEndpoint['stored']): Promise<boolean> => {
  const { agency, id, version } = item;
  return putGuarded(table, { key: endpointKey(agency, id), schema: endpointItem, item, version }, stored);
};

/** If somebody else writes the endpoint at the same time, the next event repeats this. */
export const works = async (table: Table, { endpoint, stored }: ReadEndpoint): Promise<void> => {
  const { failingSince: _, ...item } = endpoint;
  await write(table, item, stored);
};

/** @returns whether this failure disabled the endpoint; the table's stream publishes that to the agency */
export const fails = async ({ table, now }: Ledger, { endpoint, stored }: ReadEndpoint): Promise<boolean> => {
  const { failingSince } = endpoint;
  if (failingSince === undefined) {
    await write(table, { ...endpoint, failingSince: instant(now()) }, stored);
    return false;
  }
  if (now() - Date.parse(failingSince) < GIVE_UP_AFTER_MS) return false;
  return await write(table, { ...endpoint, status: 'disabled' }, stored);
};
