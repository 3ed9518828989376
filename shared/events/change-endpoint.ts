import type { Actor } from '../agency/audit-log.ts';
import { changeAudited, deleteAudited, type Changed } from '../agency/change.ts';
import { readRecord } from '../agency/crud.ts';
import { readOnlyRefusal, type InvalidBody } from '../agency/read-only.ts';
import { err, found, ok, type Result } from '../kernel/result.ts';
import type { Busy } from '../ledger/run.ts';
import { eventType, type EventType } from '../table/items/cloud-event.ts';
import type { Endpoint } from '../table/items/endpoint.ts';
import { changeSecrets } from './change-secrets.ts';
import type { EndpointInput } from './create-endpoint.ts';
import { allowAddress, type AddressRefusal, type EndpointParts } from './endpoint-parts.ts';
import { endpointResource } from './endpoints.ts';

type NotFound = { code: 'not_found' };

/**
 * Replaces what an endpoint is. What has failed so far is forgotten: a new address, or another try, has five days of
 * its own.
 * @param readOnly what the request repeats of the fields that stay as they are; undefined where it leaves one out
 */
export const changeEndpoint = async (
  parts: EndpointParts,
  who: Actor,
  id: string,
  { enabled, types, ...input }: EndpointInput & { enabled: boolean },
  readOnly: Record<string, unknown>,
): Promise<Result<Changed<Endpoint>, NotFound | InvalidBody | AddressRefusal | Busy>> => {
  const { ledger } = parts;
  const resource = endpointResource(who.agency, id);
  const known = await readRecord(ledger.table, resource);
  if (!known.ok) return known;
  const edited = readOnlyRefusal(readOnly, known.value);
  if (edited) return err(edited);
  const allowed = await allowAddress(parts, input.url);
  if (!allowed.ok) return allowed;
  const status = enabled ? 'active' : 'disabled';
  return await changeAudited<Endpoint, NotFound>(ledger, who, resource, (before) => {
    if (!before) return err({ code: 'not_found' });
    const { agency, version, createdAt, secretFrom } = before;
    const named = types && !(before.types === undefined && areAll(types)) && { types };
    const rotated = secretFrom !== undefined && { secretFrom };
    return ok({ agency, id, version, ...input, ...named, ...rotated, status, createdAt });
  });
};

/** All types. An endpoint without types shows these, and if written back still gets types added later. */
const areAll = (types: readonly EventType[]): boolean => new Set(types).size === eventType.options.length;

/** Deletes an endpoint, then its secrets: should that fail, they sign nothing, and go when the next one is created. */
export const deleteEndpoint = async (
  { ledger, secrets }: EndpointParts,
  who: Actor,
  id: string,
): Promise<Result<undefined, NotFound | Busy>> => {
  const { agency } = who;
  const deleted = await deleteAudited<Endpoint, NotFound>(ledger, who, endpointResource(agency, id), found);
  if (!deleted.ok) return deleted;
  return await changeSecrets<undefined, never>(secrets, agency, ({ [id]: _, ...others }) =>
    ok({ secrets: others, value: undefined }),
  );
};
