import * as z from 'zod';
import { accountInput, idempotencyKey } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { ApiEvent } from './api-event.ts';
import { callerOf } from './caller.ts';
import { prefersDryRun } from './dry-run.ts';
import { problem, type Problem } from './errors.ts';
import { faultsOf, parsing } from './faults.ts';
import { isBodyOptional, type AgencyCaller, type Customer, type RequestOf, type Route } from './route.ts';

export const MAX_BODY_BYTES = 256 * 1024;

/** Faults listed in one answer. */
const MAX_FAULTS = 20;

const nothing = z.strictObject({});
const anything = z.unknown();

/**
 * Parses everything that a route declares of its request. The type that comes out is the one that follows from the
 * route's schemas, which the overload states once for every route.
 */
export function parseRequest<R extends Route>(route: R, event: ApiEvent): Result<RequestOf<R>, Problem>;
export function parseRequest(route: Route, event: ApiEvent): Result<object, Problem> {
  const caller = callerOf(route.scope, event);
  if (!caller.ok) return caller;
  const key = idempotencyKey.safeParse(event.headers['idempotency-key'], parsing);
  if (route.idempotency === 'key' && !key.success) {
    return event.headers['idempotency-key'] === undefined
      ? err(problem('idempotency_key_required'))
      : err(
          problem('invalid_request', {
            extensions: { faults: faultsOf('header', key.error, ['idempotency-key']) },
          }),
        );
  }
  const dryRun = prefersDryRun(event.headers['prefer']) && route.method !== 'GET';
  if (dryRun && !route.dryRun) return err(problem('invalid_request', { extensions: { faults: [noDryRun] } }));
  const body = parseBody(route, event);
  if (!body.ok) return body;

  // A public page may be called with any query; an operation says what it takes.
  const querySchema = route.query ?? (route.scope === 'public' ? anything : nothing);
  const parts = {
    path: (route.params ?? anything).safeParse(event.pathParameters ?? {}, parsing),
    query: querySchema.safeParse(event.queryStringParameters ?? {}, parsing),
    header: (route.headers ?? anything).safeParse(event.headers, parsing),
    body: body.value,
  };
  const faults = Object.entries(parts).flatMap(([part, parsed]) =>
    parsed.success ? [] : faultsOf(part, parsed.error),
  );
  if (faults.length > 0) {
    return err(problem('invalid_request', { extensions: { faults: faults.slice(0, MAX_FAULTS) } }));
  }
  if (route.method !== 'GET' && !actsForCustomer.safeParse(parts.path.data).success)
    return err(problem('not_found'));
  return ok({
    caller: caller.value,
    params: parts.path.data,
    query: parts.query.data,
    headers: parts.header.data,
    body: parts.body.data,
    idempotencyKey: key.data === undefined ? undefined : keyOf(caller.value, key.data),
    dryRun,
  });
}

/** Whoever only reads may name any account. */
const actsForCustomer = z.object({ accountId: accountInput.optional() });

/** Spenders of one account choose their keys without each other: those of their sessions are separate. */
const keyOf = (caller: Customer | AgencyCaller | undefined, key: string): string =>
  caller && 'spender' in caller && caller.spender !== undefined ? `${caller.spender} ${key}` : key;

const noDryRun = {
  in: 'header',
  pointer: '/prefer',
  code: 'invalid_value',
  message: 'this route has no dry run',
};

const parseBody = (route: Route, event: ApiEvent): Result<z.ZodSafeParseResult<unknown>, Problem> => {
  const { body: schema } = route;
  if (schema === undefined) return ok({ success: true, data: undefined });
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) return err(problem('body_too_large'));
  if (schema === 'raw') return ok({ success: true, data: bytes });
  // Where a body is required, the checks below say what is missing.
  if (bytes.length === 0 && isBodyOptional(route)) return ok(schema.safeParse({}, parsing));
  if (!/^application\/(.+\+)?json\b/i.test(event.headers['content-type'] ?? '')) {
    return err(problem('unsupported_media_type'));
  }
  try {
    return ok(schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), parsing));
  } catch {
    // Only JSON.parse and the decoder throw here, and both mean the same to the caller.
    return err(problem('malformed_json'));
  }
};
