import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readSettings } from '../../infra/settings.ts';
import { synthesize } from './synthesize.ts';

const settings = (context: Record<string, unknown>, stages?: string) =>
  readSettings(new App({ context }).node, stages);

const issuer = 'https://login.example.com';

test('no setting is required', () => {
  expect(settings({})).toMatchObject({ stage: 'dev', audience: [] });
  expect(settings({}).issuer).toBeUndefined();
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
    originKeys: [],
    rollout: 'at-once',
    tags: {},
    importing: false,
    frameAncestors: [],
    encryption: 'aws',
    audience: ['scrip'],
    corsOrigins: [],
    endpointNetworks: [],
    agencyClaim: 'agency_id',
    accountClaim: 'sub',
    regionClaim: 'region',
    rolesClaim: 'roles',
    alarms: 'few',
    probe: false,
    tracing: false,
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
    ['stage', { issuer, stage: 'dev-' }],
    ['stage', { stage: 'my-aws' }],
    ['stage', { stage: 'cognito2' }],
    ['mailFrom', { mailFrom: 'credits' }],
    ['tags', { tags: { '': 'x' } }],
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
    ['backupDays', { backupDays: '0' }],
    ['backupDays', { backupCopyVaultArn: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:scrip' }],
    ['backupCopyVaultArn', { backupDays: '90', backupCopyVaultArn: 'scrip' }],
    ['portalUrl', { portalUrl: 'http://shop.example.com/a/{agency}/' }],
    ['signInOrigins', { signInOrigins: 'http://login.example.com' }],
    ['workerConcurrency', { workerConcurrency: '5' }],
    ['endpointNetworks', { issuer, endpointNetworks: '10.0.0.0' }],
  ])('%s = %j', (key, context) => {
    expect(() => settings(context)).toThrow(new RegExp(`^The setting "${key}" is wrong .*$`));
  });
});

test('with an issuer of its own, a stage may have a name that Cognito refuses', () => {
  expect(settings({ issuer, stage: 'my-aws' }).stage).toBe('my-aws');
});

describe('a stage’s file', () => {
  const stages = mkdtempSync(path.join(tmpdir(), 'scrip-stages-'));
  afterAll(() => rmSync(stages, { recursive: true }));
  const write = (stage: string, content: string) =>
    writeFileSync(path.join(stages, `${stage}.json`), content);

  test('gives the settings of its stage and of no other', () => {
    write('prod', JSON.stringify({ issuer, agency: 'acme', corsOrigins: ['https://shop.example'] }));

    expect(settings({ stage: 'prod' }, stages)).toMatchObject({
      stage: 'prod',
      issuer,
      agency: 'acme',
      corsOrigins: ['https://shop.example'],
    });
    expect(settings({ stage: 'staging' }, stages).issuer).toBeUndefined();
  });

  test('yields to -c', () => {
    write('prod', JSON.stringify({ issuer, agency: 'acme' }));

    expect(settings({ stage: 'prod', agency: 'other' }, stages)).toMatchObject({ issuer, agency: 'other' });
  });

  test.each([
    [
      'a setting that there is not',
      '{"isuer":"https://a.example"}',
      'stages/bad.json: there is no setting "isuer"',
    ],
    ['its own stage', '{"stage":"dev"}', 'stages/bad.json: its name is the stage'],
    ['no JSON', '{issuer}', 'stages/bad.json is not JSON'],
    ['a list', '[]', 'stages/bad.json must be one JSON object'],
    [
      'a wrong value',
      '{"issuer":"http://a.example"}',
      'The setting "issuer" is wrong (must be https). Give it in stages/bad.json',
    ],
  ])('with %s is refused by its name', (_what, content, message) => {
    write('bad', content);

    expect(() => settings({ stage: 'bad' }, stages)).toThrow(message);
  });

  test('a misspelt -c is refused too', () => {
    expect(() => settings({ isuer: issuer })).toThrow('-c: there is no setting "isuer"');
  });
});

const examples = path.join(import.meta.dirname, '..', '..', 'stages', 'examples');
const names = readdirSync(examples).map((file) => path.parse(file).name);

test.each(names)('the example %s synthesizes', (stage) => {
  const context = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(path.join(examples, `${stage}.json`), 'utf8')));

  expect(settings({ stage }, examples)).toMatchObject(settings({ stage, ...context }));
  expect(Object.keys(synthesize({ stage, ...context }).template.Resources).length).toBeGreaterThan(100);
});
