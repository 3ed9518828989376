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
    signInUrls: ['http://localhost:3000/'],
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
    ['workerConcurrency', { workerConcurrency: '5' }],
    ['endpointNetworks', { issuer, endpointNetworks: '10.0.0.0' }],
  ])('%s = %j', (key, context) => {
    expect(() => settings(context)).toThrow(new RegExp(`^The setting "${key}" is wrong .*$`));
  });
});
