import type { EventQueue } from '../../shared/events/event-queue.ts';
import { checkAddress, type Networks, type Resolve } from '../../shared/events/ssrf-guard.ts';
import type { SecretsStore } from '../../shared/events/change-secrets.ts';
import { problem } from '../../shared/http/errors.ts';
import type { endpointView } from '../../shared/http/routes/agency/endpoints.ts';
import { eventType } from '../../shared/table/items/cloud-event.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { endpointItem, type Endpoint } from '../../shared/table/items/endpoint.ts';
import { endpointKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import type * as z from 'zod';

/** What looking after endpoints needs of the world. */
export type EndpointParts = {
  ledger: Ledger;
  secrets: SecretsStore;
  queue: EventQueue;
  networks: Networks;
  resolve: Resolve;
};

/** How an endpoint is shown. */
export const shown = (endpoint: Endpoint): z.input<typeof endpointView> => {
  const { agency: _agency, version: _version, types = eventType.options, ...rest } = endpoint;
  return { ...rest, types: [...types] };
};

export const readEndpoint = (table: Table, agency: string, id: string): Promise<Endpoint | undefined> =>
  readOne(table, endpointKey(agency, id), endpointItem);

/** @returns the problem with an address to which nothing would ever be sent */
export const whyNotTo = async (
  { networks, resolve }: Pick<EndpointParts, 'networks' | 'resolve'>,
  url: string,
) => {
  const safe = await checkAddress(url, networks, resolve);
  return safe.ok ? undefined : problem('endpoint_not_allowed', { extensions: { reason: safe.error } });
};
