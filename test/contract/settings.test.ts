import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../infra/settings.ts';

const settings = (context: Record<string, unknown>) => readSettings(new App({ context }).node);

const issuer = 'https://login.example.com';

test('no setting is required', () => {
  expect(settings({})).toMatchObject({ stage: 'dev', issuer: undefined, audience: [] });
});

test('an issuer alone is enough', () => {
  expect(settings({ issuer })).toEqual({
    stage: 'dev',
    issuer,
    signInUrls: [],
    clientId: 'scrip-web',
    signInScopes: [
      'openid',
      'offline_access',
      'credits:read',
      'credits:spend',
      'agency:read',
      'agency:write',
      'agency:approve',
    ],
    signInOrigins: [],
    domains: [],
    hosts: {},
    frameAncestors: [],
    encryption: 'aws',
    audience: ['scrip'],
    corsOrigins: [],
    endpointNetworks: [],
    agencyClaim: 'agency_id',
    accountClaim: 'sub',
    regionClaim: 'region',
    rolesClaim: 'roles',
    logLevel: 'INFO',
  });
});

test.each([['https://a.example, https://b.example'], [['https://a.example', 'https://b.example']]])(
  'a list of %j',
  (corsOrigins) => {
    expect(settings({ issuer, corsOrigins }).corsOrigins).toEqual(['https://a.example', 'https://b.example']);
  },
);

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b';

test.each([
  ['credits.acme.example=acme,shop.example=shop'],
  [{ 'credits.acme.example': 'acme', 'shop.example': 'shop' }],
])('hosts of agencies are domains too: %j', (hosts) => {
  expect(settings({ issuer, certificateArn, domains: 'credits.example.com', hosts })).toMatchObject({
    domains: ['credits.example.com', 'credits.acme.example', 'shop.example'],
    hosts: { 'credits.acme.example': 'acme', 'shop.example': 'shop' },
  });
});

test('a deployment for one agency has that agency’s portal at the root', () => {
  expect(settings({ issuer, agency: 'acme' }).portalAgency).toBe('acme');
  expect(settings({ issuer, agency: 'acme', portalAgency: 'other' }).portalAgency).toBe('other');
});

describe('an invalid setting is named in a one-line error', () => {
  test.each([
    ['issuer', { issuer: 'http://login.example.com' }],
    ['issuer', { issuer: 'login.example.com' }],
    ['issuer', { issuer: 'http://localhost.example.com' }],
    ['stage', { issuer, stage: 'Dev' }],
    ['audience', { issuer, audience: '' }],
    ['corsOrigins', { issuer, corsOrigins: 'shop' }],
    ['agency', { issuer, agency: 'a/b' }],
    ['encryption', { encryption: 'mine' }],
    ['signInUrls', { signInUrls: 'http://shop.example.com/' }],
    ['signInUrls', { signInUrls: 'http://localhost.example.com/' }],
    ['certificateArn', { domains: 'credits.example.com' }],
    ['certificateArn', { hosts: 'credits.acme.example=acme' }],
    ['certificateArn', { certificateArn: certificateArn.replace('us-east-1', 'eu-central-1') }],
    ['domains', { certificateArn, domains: 'https://credits.example.com' }],
    ['hosts', { certificateArn, hosts: 'credits.acme.example' }],
    ['hosts', { certificateArn, hosts: 'credits.acme.example=a b' }],
    ['webAclArn', { webAclArn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b' }],
    ['frameAncestors', { frameAncestors: '*' }],
    ['portalUrl', { portalUrl: 'http://shop.example.com/a/{agency}/' }],
    ['signInOrigins', { signInOrigins: 'http://login.example.com' }],
    ['workerConcurrency', { workerConcurrency: '5' }],
    ['endpointNetworks', { issuer, endpointNetworks: '10.0.0.0' }],
  ])('%s = %j', (key, context) => {
    expect(() => settings(context)).toThrow(new RegExp(`^The setting "${key}" is wrong .*$`));
  });
});
