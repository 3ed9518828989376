import { beforeEach, describe, expect, test, vi } from 'vitest';
import machine from '../../events/cognito/machine.json' with { type: 'json' };
import signIn from '../../events/cognito/sign-in.json' with { type: 'json' };
import { type ClaimNames, tokenClaims, tokenEvent } from '../../functions/token-claims/token-claims.ts';
import { lambdaContext } from '../support/api.ts';

const names: ClaimNames = {
  agency: 'agency_id',
  region: 'region',
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

test('a customer has the scopes of customers, their agency and their region', () => {
  expect(tokenClaims(person(ofAcme), names)).toEqual({
    claimsToAddOrOverride: { agency_id: 'acme', region: 'DE', roles: [] },
    scopesToAdd: customers,
  });
});

test('groups that are named as scopes of the agency give these, others are roles', () => {
  expect(tokenClaims(person(ofAcme, ['finance', 'agency:approve', 'agency:read']), names)).toEqual({
    claimsToAddOrOverride: { agency_id: 'acme', region: 'DE', roles: ['finance'] },
    scopesToAdd: [...customers, 'agency:read', 'agency:approve'],
  });
});

test('what a person may do does not hang on what the app asks for', () => {
  const asked = ['scrip/agency:write', 'agency:write', 'openid'];
  expect(tokenClaims(person(ofAcme, [], asked), names).scopesToAdd).toEqual(customers);
});

test.each([{}, { 'custom:agency_id': '' }, { agency_id: 'acme' }])(
  'whoever is of no agency (%j) has no scope and no claim',
  (attributes: Attributes) => {
    expect(tokenClaims(person(attributes, ['agency:write', 'finance']), names)).toEqual(nothing);
  },
);

test.each(['a finance', 'a,finance', '[finance]', 'finance\n'])('%j is no role', (group) => {
  expect(tokenClaims(person(ofAcme, [group]), names).claimsToAddOrOverride['roles']).toEqual([]);
});

test('claims are called as the deployment calls them, and a fixed agency is everybody’s', () => {
  const other = { ...names, agency: 'https://acme.example/agency', roles: 'teams', fixedAgency: 'acme' };
  expect(
    tokenClaims(person({ 'custom:agency_id': 'other' }, ['finance']), other).claimsToAddOrOverride,
  ).toEqual({ 'https://acme.example/agency': 'acme', teams: ['finance'] });
});

describe('a machine', () => {
  const event = tokenEvent.parse(machine);

  test('has the scopes that its app client was allowed, where the deployment serves one agency', () => {
    expect(tokenClaims(event, { ...names, fixedAgency: 'acme' })).toEqual({
      claimsToAddOrOverride: {},
      scopesToAdd: ['agency:read', 'agency:write'],
    });
  });

  test('has none where nobody says which agency it is of', () => {
    expect(tokenClaims(event, names)).toEqual(nothing);
  });

  test('has none that it was allowed at another resource server', () => {
    const asked = { ...event, request: { ...event.request, scopes: ['other/agency:write', 'agency:write'] } };
    expect(tokenClaims(asked, { ...names, fixedAgency: 'acme' }).scopesToAdd).toEqual([]);
  });
});

describe('the Lambda', () => {
  beforeEach(() => {
    vi.stubEnv('AGENCY_CLAIM', 'agency_id');
    vi.stubEnv('REGION_CLAIM', 'region');
    vi.stubEnv('ROLES_CLAIM', 'roles');
    vi.stubEnv('RESOURCE_SERVER', 'scrip');
  });

  test('hands Cognito’s event back with what goes into the access token', async () => {
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

  test('fails on what is none of Cognito’s events, and Cognito then makes no token', async () => {
    const { handler } = await import('../../functions/token-claims/index.ts');
    await expect(handler({ request: {} }, lambdaContext)).rejects.toThrow('triggerSource');
  });
});
