import type { Ledger } from '../ledger/ledger.ts';
import type { SecretsStore } from './change-secrets.ts';
import type { EventQueue } from './event-queue.ts';
import { checkAddress, type Networks, type Resolve, type Unsafe } from './ssrf-guard.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** What looking after endpoints needs of the world. */
export type EndpointParts = {
  ledger: Ledger;
  secrets: SecretsStore;
  queue: EventQueue;
  networks: Networks;
  resolve: Resolve;
};

export type AddressRefusal = { code: 'endpoint_not_allowed'; reason: Unsafe };

/** Refuses an address to which no event would ever be sent. */
export const allowAddress = async (
  { networks, resolve }: Pick<EndpointParts, 'networks' | 'resolve'>,
  url: string,
): Promise<Result<undefined, AddressRefusal>> => {
  const safe = await checkAddress(url, networks, resolve);
  return safe.ok ? ok(undefined) : err({ code: 'endpoint_not_allowed', reason: safe.error });
};
