import { beforeEach, describe, expect, test, vi } from 'vitest';
import machine from '../../events/cognito/machine.json' with { type: 'json' };
import signIn from '../../events/cognito/sign-in.json' with { type: 'json' };
import { type ClaimNames, tokenClaims, tokenEvent } from '../../functions/token-claims/token-claims.ts';
import { lambdaContext } from '../support/api.ts';

const names: ClaimNames = {
  agency: 'agency_id',
  region: 'region',
  invitedAccount: 'account_id',
  roles: 'roles',
  fixedAgency: undefined,
  resourceServer: 'scrip',
};

type Attributes = Record<string, string>;

/** Somebody who signs in. */
const person = (userAttributes: Attributes, groupsToOverride: string[] = [], scopes: string[] = ['openid']) =>
  tokenEvent.parse({
    triggerSource: 'TokenGeneration_HostedAuth',
    request: { userAttributes, groupConfiguration: { groupsToOverride }, scopes },
  });

const ofAcme = { 'custom:agency_id': 'acme', 'custom:region': 'DE' };
const customers = ['credits:read', 'credits:spend'];
const nothing = { claimsToAddOrOverride: {}, scopesToAdd: [] };

test('a customer’s token has the customer scopes, the agency and the region', () => {
  expect(tokenClaims(person(ofAcme), names)).toEqual({
    claimsToAddOrOverride: { agency_id: 'acme', region: 'DE', roles: [] },
    scopesToAdd: customers,
  });
});

test('a customer who was invited to an account has a claim with it', () => {
  expect(tokenClaims(person({ ...ofAcme, 'custom:account_id': 'shop|42' }), names)).toEqual({
    claimsToAddOrOverride: { agency_id: 'acme', account_id: 'shop|42', region: 'DE', roles: [] },
    scopesToAdd: customers,
  });
});

test('groups named like agency scopes grant these scopes, and other groups are roles', () => {
  expect(tokenClaims(person(ofAcme, ['finance', 'agency:approve', 'agency:read']), names)).toEqual({
    claimsToAddOrOverride: { agency_id: 'acme', region: 'DE', roles: ['finance'] },
    scopesToAdd: [...customers, 'agency:read', 'agency:approve'],
  });
});

test('the requested scopes do not change a person’s scopes', () => {
  const asked = ['scrip/agency:write', 'agency:write', 'openid'];
  expect(tokenClaims(person(ofAcme, [], asked), names).scopesToAdd).toEqual(customers);
});

test.each([{}, { 'custom:agency_id': '' }, { agency_id: 'acme' }])(
  'a user of no agency (%j) has no scope and no claim',
  (attributes: Attributes) => {
    expect(tokenClaims(person(attributes, ['agency:write', 'finance']), names)).toEqual(nothing);
  },
);

test.each(['a finance', 'a,finance', '[finance]', 'finance\n'])('%j is not a role', (group) => {
  expect(tokenClaims(person(ofAcme, [group]), names).claimsToAddOrOverride['roles']).toEqual([]);
});

test('claims have the deployment’s names, and a fixed agency applies to everybody', () => {
  const other = { ...names, agency: 'https://acme.example/agency', roles: 'teams', fixedAgency: 'acme' };
  expect(
    tokenClaims(person({ 'custom:agency_id': 'other' }, ['finance']), other).claimsToAddOrOverride,
  ).toEqual({ 'https://acme.example/agency': 'acme', teams: ['finance'] });
});

describe('a machine client', () => {
  const event = tokenEvent.parse(machine);

  test('has the scopes granted to its app client if the deployment serves one agency', () => {
    expect(tokenClaims(event, { ...names, fixedAgency: 'acme' })).toEqual({
      claimsToAddOrOverride: {},
      scopesToAdd: ['agency:read', 'agency:write'],
    });
  });

  test('has no scopes if its agency is unknown', () => {
    expect(tokenClaims(event, names)).toEqual(nothing);
  });

  test('has no scopes of another resource server', () => {
    const asked = { ...event, request: { ...event.request, scopes: ['other/agency:write', 'agency:write'] } };
    expect(tokenClaims(asked, { ...names, fixedAgency: 'acme' }).scopesToAdd).toEqual([]);
  });
});

describe('the Lambda', () => {
  beforeEach(() => {
    vi.stubEnv('AGENCY_CLAIM', 'agency_id');
    vi.stubEnv('INVITED_ACCOUNT_CLAIM', 'account_id');
    vi.stubEnv('REGION_CLAIM', 'region');
    vi.stubEnv('ROLES_CLAIM', 'roles');
    vi.stubEnv('RESOURCE_SERVER', 'scrip');
  });

  test('returns Cognito’s event with the claims of the access token', async () => {
    const { handler } = await import('../../functions/token-claims/index.ts');
    expect(await handler(signIn, lambdaContext)).toEqual({
      ...signIn,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { agency_id: 'acme', region: 'DE', roles: ['finance'] },
            scopesToAdd: [...customers, 'agency:read', 'agency:approve'],
          },
        },
      },
    });
  });

  test('fails on any other event, so that Cognito issues no token', async () => {
    const { handler } = await import('../../functions/token-claims/index.ts');
    await expect(handler({ request: {} }, lambdaContext)).rejects.toThrow('triggerSource');
  });
});
