import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { project } from '../support/sources.ts';

const managed = z.object({
  Name: z.string(),
  ScopeDownStatement: z.unknown(),
  RuleActionOverrides: z
    .array(z.object({ Name: z.string(), ActionToUse: z.object({ Count: z.object({}) }) }))
    .default([]),
});
const rated = z.object({ AggregateKeyType: z.literal('IP'), ScopeDownStatement: z.unknown() });
const ruleSchema = z.object({
  Name: z.string(),
  Priority: z.int(),
  Statement: z.union([
    z.object({ ManagedRuleGroupStatement: managed }),
    z.object({ RateBasedStatement: rated }),
  ]),
});

const { Rules, Scope } = z
  .object({
    Resources: z.object({
      Firewall: z.object({ Properties: z.object({ Scope: z.string(), Rules: z.array(ruleSchema) }) }),
    }),
  })
  .parse(JSON.parse(readFileSync(path.join(project, 'infra', 'edge', 'firewall.json'), 'utf8'))).Resources
  .Firewall.Properties;

const managedRules = Rules.flatMap(({ Statement }) =>
  'ManagedRuleGroupStatement' in Statement ? [Statement.ManagedRuleGroupStatement] : [],
);

test('it is one for CloudFront, with an order', () => {
  expect(Scope).toBe('CLOUDFRONT');
  expect(Rules.map(({ Priority }) => Priority)).toEqual(Rules.map((_, index) => index));
});

describe('webhooks', () => {
  const isWebhook = expect.objectContaining({
    SearchString: routeKey(routes.receiveWebhook)
      .replace(/^POST /, '')
      .replace(/\{.*/, ''),
    PositionalConstraint: 'STARTS_WITH',
  });

  test.each(managedRules)('meet no rule of $Name', ({ ScopeDownStatement }) => {
    expect(ScopeDownStatement).toEqual({ NotStatement: { Statement: { ByteMatchStatement: isWebhook } } });
  });
});

test('a body is judged by the API, which knows its schema, and not by size or look', () => {
  const counted = managedRules.flatMap(({ RuleActionOverrides }) =>
    RuleActionOverrides.map(({ Name }) => Name),
  );

  expect(managedRules).toHaveLength(3);
  expect(counted).toEqual(
    expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericRFI_BODY']),
  );
});

test('who guesses codes is slowed down by address, on the paths where codes are tried', () => {
  const codes = Rules.find(({ Name }) => Name === 'codes');
  const paths = JSON.stringify(codes).match(/"\/v1\/[^"]+"/g);

  expect(codes?.Statement).toHaveProperty('RateBasedStatement');
  expect(paths?.map((one) => `POST ${one.slice(1, -1)}`)).toEqual([
    routeKey(routes.createRedemption),
    routeKey(routes.redeemSession),
  ]);
});
