import { expect, test } from 'vitest';
import { bearerOfClaims, claimNames } from '../../functions/authorizer/claims.ts';

const names = claimNames.parse({});
const claims = { sub: 'alice', agency_id: 'acme', scope: 'credits:read' };

test('claims become a caller', () => {
  expect(bearerOfClaims({ ...claims, region: 'de', roles: ['finance'] }, names)).toEqual({
    kind: 'person',
    actor: 'alice',
    agency: 'acme',
    account: 'alice',
    region: 'DE',
    roles: ['finance'],
    scopes: ['credits:read'],
    faults: {},
  });
});

test('a deployment names its claims, and may fix the agency', () => {
  const renamed = claimNames.parse({ ACCOUNT_CLAIM: 'company', REGION_CLAIM: 'market', FIXED_AGENCY: 'own' });
  expect(bearerOfClaims({ ...claims, company: 'c-1', market: 'EU', region: 'DE' }, renamed)).toMatchObject({
    actor: 'alice',
    agency: 'own',
    account: 'c-1',
    region: 'EU',
    faults: {},
  });
});

test('a customer who was invited to an account calls for that account, others for their own', () => {
  const pool = claimNames.parse({ INVITED_ACCOUNT_CLAIM: 'account_id' });
  const invited = { ...claims, account_id: 'shop|42' };
  expect(bearerOfClaims(invited, pool)).toMatchObject({ actor: 'alice', account: 'shop|42' });
  expect(bearerOfClaims(claims, pool)).toMatchObject({ actor: 'alice', account: 'alice' });
  // Of another issuer's tokens the claim says nothing.
  expect(bearerOfClaims(invited, names)).toMatchObject({ account: 'alice' });
  expect(bearerOfClaims({ ...claims, account_id: '' }, pool)).toMatchObject({
    account: undefined,
    faults: { account: expect.stringContaining('`account_id`') },
  });
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['words', { scope: 'openid credits:spend agency:read' }, ['credits:spend', 'agency:read']],
  ['a list', { scope: undefined, scp: ['agency:read', 7] }, ['agency:read']],
  ['words in scp', { scope: undefined, scp: 'agency:read' }, ['agency:read']],
  ['scope before scp', { scope: '', scp: ['agency:read'] }, []],
  ['commas', { scope: 'credits:read,credits:spend' }, []],
  ['a prefix', { scope: 'scrip/credits:read' }, []],
  ['an object', { scope: { 'credits:read': true } }, []],
])('scopes may come as %s', (_case, scopes, expected) => {
  expect(bearerOfClaims({ ...claims, ...scopes }, names).scopes).toEqual(expected);
});

test('what is missing is explained, by the name of its claim', () => {
  const { actor, agency, account, faults } = bearerOfClaims({ scope: 'credits:read', sub: 42 }, names);
  expect([actor, agency, account]).toEqual([undefined, undefined, undefined]);
  expect(faults).toEqual({
    actor: expect.stringContaining('`sub`'),
    agency: expect.stringContaining('`agency_id`'),
    account: expect.stringContaining('`sub`'),
  });
});
