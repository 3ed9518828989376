import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { App } from 'aws-cdk-lib';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { guardedSettings } from '../../infra/guarded-settings.ts';
import { preflight } from '../../infra/scripts/deploy/preflight.ts';
import { readSettings } from '../../infra/settings.ts';
import { serve } from '../support/http-stub.ts';

const cloudFormation = mockClient(CloudFormationClient);
const lambda = mockClient(LambdaClient);
const sts = mockClient(STSClient);

const region = 'eu-central-1';
const clients = {
  cloudFormation: new CloudFormationClient({ region }),
  lambda: new LambdaClient({ region }),
  sts: new STSClient({ region }),
};

const settingsOf = (context: Record<string, unknown> = {}) =>
  readSettings(new App({ context: { stage: 'prod', ...context } }).node);

/** What CloudFormation answers about a name that has no stack. */
const noStack = Object.assign(new Error('Stack with id scrip-prod does not exist'), {
  name: 'ValidationError',
});

const stackIs = (
  StackStatus: 'UPDATE_COMPLETE' | 'ROLLBACK_FAILED',
  context: Record<string, unknown> = {},
) => {
  cloudFormation
    .on(DescribeStacksCommand, { StackName: 'scrip-prod' })
    .resolves({ Stacks: [{ StackName: 'scrip-prod', CreationTime: new Date(0), StackStatus, Outputs: [] }] });
  const Metadata = JSON.stringify({ Scrip: guardedSettings(settingsOf(context)) });
  cloudFormation.on(GetTemplateSummaryCommand, { StackName: 'scrip-prod' }).resolves({ Metadata });
};

const bootstrapped = (version: string) =>
  cloudFormation.on(DescribeStacksCommand, { StackName: 'CDKToolkit' }).resolves({
    Stacks: [
      {
        StackName: 'CDKToolkit',
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: version }],
      },
    ],
  });

const look = async (context: Record<string, unknown> = {}, mayChange = false) => {
  const findings = await preflight(settingsOf(context), clients, { mayChange });
  return {
    stops: findings.filter(({ stops }) => stops).map(({ text }) => text),
    notes: findings.filter(({ stops }) => !stops).map(({ text }) => text),
  };
};

beforeEach(() => {
  for (const client of [cloudFormation, lambda, sts]) client.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '123456789012' });
  lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 1000 } });
  cloudFormation.on(DescribeStacksCommand).rejects(noStack);
  cloudFormation.on(GetTemplateSummaryCommand).resolves({});
  bootstrapped('28');
});

test('a first deployment into a prepared account goes on, and is told where it goes', async () => {
  expect(await look()).toEqual({
    stops: [],
    notes: ['AWS account 123456789012, region eu-central-1', expect.stringContaining('first deployment')],
  });
});

test('a deployment that changes nothing of who people are goes on without a word', async () => {
  stackIs('UPDATE_COMPLETE');

  expect((await look()).notes).toHaveLength(1);
});

describe('it stops', () => {
  test('without credentials, before anything else is asked', async () => {
    sts.on(GetCallerIdentityCommand).rejects(new Error('The security token is expired'));

    expect((await look()).stops).toEqual([
      'No valid AWS credentials and region: The security token is expired',
    ]);
    expect(cloudFormation.calls()).toHaveLength(0);
  });

  test('in an account that the CDK has not prepared, or only an old one', async () => {
    cloudFormation.on(DescribeStacksCommand, { StackName: 'CDKToolkit' }).rejects(noStack);
    expect((await look()).stops).toEqual([expect.stringMatching(/not prepared.*npx cdk bootstrap/)]);

    bootstrapped('5');
    expect((await look()).stops).toEqual([expect.stringContaining('version 5')]);
  });

  test('where Lambda would refuse the reservation', async () => {
    lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } });

    expect((await look({ workerConcurrency: '10' })).stops).toEqual([
      expect.stringContaining('workerConcurrency'),
    ]);
    expect(await look()).toMatchObject({
      stops: [],
      notes: expect.arrayContaining([expect.stringContaining('10 Lambda')]),
    });
  });

  test('where a failed first deployment lies in the way', async () => {
    stackIs('ROLLBACK_FAILED');

    expect((await look()).stops).toEqual([expect.stringContaining('ROLLBACK_FAILED')]);
  });

  test.each([
    ['agency', { agency: 'acme' }, {}],
    ['encryption', {}, { encryption: 'customer' }],
    ['accountClaim', {}, { accountClaim: 'customer_id' }],
  ])('where %s would change, unless the operator says so', async (setting, before, now) => {
    stackIs('UPDATE_COMPLETE', before);

    expect((await look(now)).stops).toEqual([expect.stringMatching(new RegExp(`^${setting} changes from `))]);
    expect(await look(now, true)).toMatchObject({
      stops: [],
      notes: expect.arrayContaining([expect.stringMatching(new RegExp(`^${setting} changes from `))]),
    });
  });

  const publishing = (keys: object[], name?: string) =>
    serve(({ url, headers: { host } }, response) => {
      const issuer = `http://${host}`;
      const body = url === '/keys' ? { keys } : { issuer: name ?? issuer, jwks_uri: `${issuer}/keys` };
      response.end(JSON.stringify(body));
    });

  test.each([
    [
      'has only keys that the authorizer refuses',
      [
        { kty: 'EC', crv: 'P-384' },
        { kty: 'oct', alg: 'HS256' },
      ],
      undefined,
      'None of the 2 keys',
    ],
    ['has another name', [{ kty: 'RSA' }], 'https://other.example', 'calls itself https://other.example'],
  ])('where the issuer %s', async (_what, keys, name, problem) => {
    expect((await look({ issuer: await publishing(keys, name) })).stops).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  test('where the issuer does not publish itself', async () => {
    const silent = await serve((_request, response) => void response.writeHead(404).end());

    expect((await look({ issuer: silent })).stops).toEqual([expect.stringContaining('answers 404')]);
  });

  test.each([
    { kty: 'RSA' },
    { kty: 'EC', crv: 'P-256' },
    { kty: 'OKP', crv: 'Ed25519' },
    { kty: 'RSA', alg: 'RS512' },
  ])('but not where the issuer has a key %j', async (key) => {
    expect((await look({ issuer: await publishing([key]) })).stops).toEqual([]);
  });
});
