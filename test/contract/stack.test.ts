import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { guardedChanges, readGuardedSettings } from '../../infra/guarded-settings.ts';
import { synthesize } from './synthesize.ts';
import { resourcesOf } from './template.ts';

const { template, deployed } = synthesize({ stage: 'prod', tags: { owner: 'ops' } });

test('every stage but dev is protected from deletion', () => {
  expect(deployed.isProtected).toBe(true);
  expect(synthesize({}).deployed.isProtected).toBe(false);
});

test('everything is tagged with application and stage, and with the settings’ own tags', () => {
  expect(deployed.tags).toEqual({ application: 'scrip', stage: 'prod', owner: 'ops' });
});

test('names that hold for a whole account have the region in them', () => {
  const names = [
    ['AWS::CloudWatch::Dashboard', 'DashboardName'],
    ['AWS::CloudFront::Function', 'Name'],
    ['AWS::CloudFront::OriginAccessControl', 'OriginAccessControlConfig'],
    ['AWS::CloudFront::ResponseHeadersPolicy', 'ResponseHeadersPolicyConfig'],
  ] as const;
  for (const [type, property] of names) {
    const found = resourcesOf(template, type, z.looseObject({}));
    expect(found).not.toHaveLength(0);
    for (const { properties } of found)
      expect(JSON.stringify(properties[property])).toContain('{"Ref":"AWS::Region"}');
  }
});

test('nothing else has a name that another region’s stack of the same account would claim', () => {
  const ofTheAccount = /^AWS::(?:IAM::(?:Role|User|Group|ManagedPolicy|InstanceProfile)|S3::Bucket)$/;
  const named = Object.values(template.Resources).filter(
    ({ Type, Properties }) =>
      ofTheAccount.test(Type) &&
      Object.keys(Properties).some((key) =>
        /^(?:Role|User|Group|ManagedPolicy|InstanceProfile|Bucket)Name$/.test(key),
      ),
  );

  expect(named).toEqual([]);
});

test('the template tells what it was deployed with that must not change under a stage in use', () => {
  const issuer = 'https://login.example.com';
  const [before, now] = [template, synthesize({ issuer, agency: 'acme' }).template].map(({ Metadata }) =>
    readGuardedSettings(Metadata),
  );

  expect(now).toMatchObject({ issuer, agency: 'acme', encryption: 'aws', accountClaim: 'sub' });
  expect(before && now && guardedChanges(before, now)).toEqual([
    { setting: 'issuer', deployed: null, now: issuer },
    { setting: 'agency', deployed: null, now: 'acme' },
  ]);
  expect(readGuardedSettings({})).toBeUndefined();
});

test('only what is empty after a failed first deployment goes with it', () => {
  const kept = Object.entries(synthesize({ encryption: 'customer' }).template.Resources)
    .filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete')
    .map(([, { Type, DeletionPolicy, UpdateReplacePolicy }]) => [Type, DeletionPolicy, UpdateReplacePolicy])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b));

  expect(kept).toEqual([
    // These two protect themselves from deletion: CloudFormation could not delete them, and would fail to roll back.
    ['AWS::Cognito::UserPool', 'Retain', 'Retain'],
    ['AWS::DynamoDB::Table', 'Retain', 'Retain'],
    ['AWS::KMS::Key', 'RetainExceptOnCreate', 'Retain'],
    ['AWS::S3::Bucket', 'RetainExceptOnCreate', 'Retain'],
  ]);
});

test('the deployment guide names what can be imported by its logical id', () => {
  const { Resources } = synthesize({ encryption: 'customer' }).template;
  const kept = Object.keys(Resources).filter((id) => Resources[id]?.DeletionPolicy?.startsWith('Retain'));
  const guide = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'deploy.md'), 'utf8');

  expect(kept).toHaveLength(4);
  for (const id of kept) expect(guide).toContain(`"${id}": {`);
});

test('what is imported refers to nothing that is not there yet', () => {
  const { Resources } = synthesize({ encryption: 'customer', importing: 'true' }).template;
  const kept = Object.entries(Resources).filter(([, { DeletionPolicy }]) =>
    DeletionPolicy?.startsWith('Retain'),
  );
  const ids = kept.map(([id]) => id);
  const named = JSON.stringify(kept).matchAll(/"(?:Ref|Fn::GetAtt)":\["?(\w+)|"Ref":"(\w+)"/g);

  for (const [, attribute, ref] of named) expect([...ids, 'AWS']).toContain(attribute ?? ref);
});
