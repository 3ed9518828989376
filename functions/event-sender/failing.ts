import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { endpointItem, type Endpoint } from '../../shared/table/items/endpoint.ts';
import { endpointKey } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

/** Milliseconds of nothing but failure after which an event, or a whole endpoint, is given up. */
export const GIVE_UP_AFTER_MS = 5 * DAY_MS;

/** Should somebody else write the endpoint at this moment, the next event says the same again. */
export const works = async (table: Table, { failingSince: _, ...endpoint }: Endpoint): Promise<void> => {
  const { agency, id, version } = endpoint;
  await putGuarded(table, {
    key: endpointKey(agency, id),
    schema: endpointItem,
    item: endpoint,
    version,
  });
};

/** @returns whether this was one failure too many; the table's stream tells the agency */
export const fails = async ({ table, now }: Ledger, endpoint: Endpoint): Promise<boolean> => {
  const { agency, id, version, failingSince } = endpoint;
  const place = { key: endpointKey(agency, id), schema: endpointItem, version };
  if (failingSince === undefined) {
    await putGuarded(table, { ...place, item: { ...endpoint, failingSince: instant(now()) } });
    return false;
  }
  if (now() - Date.parse(failingSince) < GIVE_UP_AFTER_MS) return false;
  return await putGuarded(table, { ...place, item: { ...endpoint, status: 'disabled' } });
};
