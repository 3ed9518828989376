import { expect, test } from 'vitest';
import event from '../../events/api-gateway/authorizer.json' with { type: 'json' };
import { type Authenticate, authorizeWith } from '../../functions/authorizer/authorize.ts';
import { bearerOfClaims, claimNames } from '../../functions/authorizer/claims.ts';
import { authorizerContext } from '../../shared/kernel/bearer.ts';
import { err, ok } from '../../shared/kernel/result.ts';

const alice = bearerOfClaims(
  { sub: 'alice', agency_id: 'acme', scope: 'credits:read' },
  claimNames.parse({}),
);

test('the caller reaches the handlers unchanged, through text', async () => {
  const asked: string[] = [];
  const authorize = authorizeWith(async (bearer) => {
    asked.push(bearer);
    return ok(alice);
  });
  const consent = await authorize(event);
  expect(consent).toEqual({ isAuthorized: true, context: { bearer: expect.any(String) } });
  expect(authorizerContext.parse(consent.context).bearer).toEqual(JSON.parse(JSON.stringify(alice)));
  expect(asked).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)]);
});

test('a rejected bearer makes API Gateway answer 401, and stays out of the error', async () => {
  const authorize = authorizeWith(async () => err({ reason: 'expired' }));
  const error: unknown = await authorize(event).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'Unauthorized' });
  expect(JSON.stringify(error)).toBe('{"name":"UnauthorizedError"}');
});

test.each<[string, unknown, Authenticate]>([
  ['what it needs is down', event, async () => await Promise.reject(new Error('down'))],
  ['the event has no identity source', { ...event, identitySource: undefined }, async () => ok(alice)],
  ['the event has no form', null, async () => ok(alice)],
])('nobody gets in where %s', async (_case, asked, authenticate) => {
  const error: unknown = await authorizeWith(authenticate)(asked).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toMatchObject({ message: 'Unauthorized' });
});
