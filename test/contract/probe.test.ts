import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';
import { lambdasOf, resourcesOf, text, type Template } from './template.ts';

const probeIn = (template: Template) => lambdasOf(template).find(({ name }) => name === 'probe');

const closed = synthesize({ probe: 'true', originKeys: 'first' }).template;

test('the probe visits the pages’ address, and the API’s own only where that is closed', () => {
  const open = probeIn(synthesize({ probe: 'true' }).template)?.environment ?? {};
  expect(open['SITE_URL']).toMatch(/^https:\/\/SiteDistribution\w+\.DomainName\/$/);
  expect(open).not.toHaveProperty('CLOSED_URL');
  expect(probeIn(closed)?.environment['CLOSED_URL']).toContain('execute-api');
});

test('the probe may write its log and nothing else', () => {
  const role = probeIn(closed)?.role ?? '';
  const granted = resourcesOf(
    closed,
    'AWS::IAM::Policy',
    z.object({
      Roles: z.array(text),
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })),
      }),
    }),
  )
    .filter(({ properties }) => properties.Roles.includes(role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement.flatMap(({ Action }) => Action));
  expect(granted).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
});

test('nothing is probed unless a setting asks for it', () => {
  expect(probeIn(inject('template'))).toBeUndefined();
});
