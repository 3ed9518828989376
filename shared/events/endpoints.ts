import type { AgencyId } from '../kernel/ids.ts';
import { resourceIn, type Collection, type Resource } from '../agency/resource.ts';
import type { EventType } from '../table/items/cloud-event.ts';
import { endpointItem, type Endpoint } from '../table/items/endpoint.ts';
import { endpointKey, endpointsPartition } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** As many endpoints as an agency may have. */
export const MAX_ENDPOINTS = 10;

export const endpoints: Collection<Endpoint> = {
  kind: 'endpoint',
  schema: endpointItem,
  partition: endpointsPartition,
  key: endpointKey,
};

export const endpointResource = (agency: AgencyId, id: string): Resource<Endpoint> =>
  resourceIn(endpoints, agency, id);

export const endpointsOf = async (table: Table, agency: AgencyId): Promise<Endpoint[]> =>
  await everyItem(table, { partition: endpointsPartition(agency), item: endpointItem });

/** Whether an endpoint is to be sent events of this type. */
export const wants = ({ status, types }: Endpoint, type: EventType): boolean =>
  status === 'active' && (types === undefined || types.includes(type));
