import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  ParameterNotFound,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { startStack } from '../../infra/local/stack.ts';
import {
  type Fixture,
  mapping,
  queue,
  table,
  temporaryDirectory,
  writeAssembly,
} from './assembly-fixture.ts';

const code = `exports.handler = async (event) => event;`;

const refusal = async (fixture: Fixture): Promise<string> => {
  const assembly = await writeAssembly(fixture);
  return startStack({ assembly }).then(
    async (stack) => {
      await stack.stop();
      return 'it started';
    },
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no error'),
  );
};

test('an unresolvable reference causes one clear line', async () => {
  const withEnvironment = (value: unknown): Fixture => ({
    functions: { F: { code, environment: { X: value } } },
  });
  expect(await refusal(withEnvironment({ 'Fn::ImportValue': 'other' }))).toBe(
    'StartupError: F: the local stack does not evaluate Fn::ImportValue',
  );
  expect(await refusal(withEnvironment({ Ref: 'Missing' }))).toBe(
    'StartupError: F: the template has no resource Missing',
  );
  expect(await refusal(withEnvironment({ 'Fn::GetAtt': ['Role', 'RoleId'] }))).toBe(
    'StartupError: F: the local stack does not support the attribute RoleId of Role (AWS::IAM::Role)',
  );
});

test.each<[string, Fixture, string]>([
  [
    'a type',
    { resources: { Db: { Type: 'AWS::RDS::DBInstance' } } },
    'Db: the local stack does not support the resource type AWS::RDS::DBInstance',
  ],
  [
    'a handler',
    { functions: { F: { code, properties: { Handler: 'other.handler' } } } },
    'F: the asset lacks other.cjs for the handler other.handler',
  ],
  [
    'a runtime',
    { functions: { F: { code, properties: { Runtime: 'python3.13' } } } },
    'F (AWS::Lambda::Function): Runtime: the local stack runs only Node.js functions',
  ],
  [
    'a schedule',
    {
      functions: { F: { code } },
      resources: {
        Daily: {
          Type: 'AWS::Events::Rule',
          Properties: {
            ScheduleExpression: 'daily',
            Targets: [{ Id: 'F', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }],
          },
        },
      },
    },
    'Daily: daily is not a schedule: it must be rate(…), cron(…) or at(…)',
  ],
  [
    'a stream',
    {
      functions: { F: { code } },
      resources: {
        T: { ...table, Properties: { ...table.Properties, StreamSpecification: undefined } },
        M: mapping(['T', 'StreamArn'], 'F'),
      },
    },
    'M: the table Fixture-T has no stream',
  ],
  [
    'a dead-letter queue',
    {
      resources: {
        Q: queue({
          RedrivePolicy: {
            deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:gone',
            maxReceiveCount: 3,
          },
        }),
      },
    },
    'Q: the template has no dead-letter queue arn:aws:sqs:us-east-1:000000000000:gone',
  ],
])('a missing or unknown %s is reported: %j', async (_what, fixture, line) => {
  expect(await refusal(fixture)).toBe(`StartupError: ${line}`);
});

test('a rule and a schedule run their functions with an event in AWS’s format', async () => {
  const Targets = [{ Id: 'F', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }];
  const Target = {
    Arn: { 'Fn::GetAtt': ['F', 'Arn'] },
    RoleArn: 'r',
    Input: '{"at":"<aws.scheduler.scheduled-time>"}',
  };
  const lines: string[] = [];
  const stack = await startStack({
    assembly: await writeAssembly({
      functions: {
        F: { code: 'exports.handler = async (event) => console.log("ran", JSON.stringify(event));' },
      },
      resources: {
        Often: {
          Type: 'AWS::Events::Rule',
          Properties: { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets },
        },
        Nightly: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'cron(0 3 * * ? *)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target,
          },
        },
      },
    }),
    log: (line) => lines.push(line),
  });
  onTestFinished(() => stack.stop());
  expect(stack.schedules).toEqual(['Often', 'Nightly']);
  for (const id of stack.schedules) await stack.runSchedule(id);
  await expect.poll(() => lines.join('\n')).toMatch(/F ran \{"at":"20\d\d-/);
  expect(lines.join('\n')).toMatch(
    /F ran \{"version":"0",.*"detail-type":"Scheduled Event","source":"aws.events"/,
  );
  expect(lines.join('\n')).toMatch(/timer +Often +done/);
});

test('a due schedule runs by itself', async () => {
  const Targets = [{ Id: 'F', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }];
  const lines: string[] = [];
  let now = Date.parse('2026-11-20T10:00:30Z');
  const stack = await startStack({
    assembly: await writeAssembly({
      functions: { F: { code } },
      resources: {
        Often: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', Targets } },
      },
    }),
    log: (line) => lines.push(line),
    time: {
      now: () => now,
      sleep: async (milliseconds, signal) => {
        now += milliseconds;
        await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : 50));
      },
    },
  });
  onTestFinished(() => stack.stop());
  await expect
    .poll(() => lines.some((line) => /timer +Often +done/.test(line)), { timeout: 60_000 })
    .toBe(true);
});

test('secrets are read from their file on each call', async () => {
  const secretsFile = join(await temporaryDirectory(), 'secrets.json');
  const stack = await startStack({ assembly: await writeAssembly({}), secretsFile });
  onTestFinished(() => stack.stop());
  const client = new SecretsManagerClient({
    endpoint: stack.endpoints.secretsManager,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  onTestFinished(() => client.destroy());
  const read = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

  await expect(read('demo/providers')).rejects.toThrow(ResourceNotFoundException);
  await writeFile(secretsFile, JSON.stringify({ 'demo/providers': { stripe: 'old' }, plain: 'text' }));
  const old = await read('demo/providers');
  expect(old.SecretString).toBe('{"stripe":"old"}');
  expect((await read('plain')).SecretString).toBe('text');
  await writeFile(secretsFile, JSON.stringify({ 'demo/providers': { stripe: 'new' } }));
  const rotated = await read(old.ARN ?? '');
  expect(rotated.SecretString).toBe('{"stripe":"new"}');
  expect(rotated.VersionId).not.toBe(old.VersionId);
});

test('parameters are read from the same file, by their names without the first slash', async () => {
  const secretsFile = join(await temporaryDirectory(), 'secrets.json');
  const stack = await startStack({ assembly: await writeAssembly({}), secretsFile });
  onTestFinished(() => stack.stop());
  const client = new SSMClient({
    endpoint: stack.endpoints.parameterStore,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  onTestFinished(() => client.destroy());
  const read = async (Name: string) =>
    (await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;

  await expect(read('/demo/providers')).rejects.toThrow(ParameterNotFound);
  await writeFile(
    secretsFile,
    JSON.stringify({ 'demo/providers': { stripe: 'old' }, large: 'x'.repeat(4097) }),
  );
  expect(await read('/demo/providers')).toBe('{"stripe":"old"}');
  await expect(read('/large')).rejects.toThrow('larger than 4096 bytes');
  const filter = { Key: 'Name', Option: 'BeginsWith', Values: ['/demo/'] };
  const { Parameters = [] } = await client.send(
    new DescribeParametersCommand({ ParameterFilters: [filter] }),
  );
  expect(Parameters.map(({ Name }) => Name)).toEqual(['/demo/providers']);
});

test('a function can be invoked by name, on its own threads up to its reserved concurrency', async () => {
  const stack = await startStack({
    assembly: await writeAssembly({
      functions: {
        F: {
          code: `let running = 0; exports.handler = async () => { const seen = ++running; await new Promise((r) => setTimeout(r, 20)); running--; return seen; };`,
          properties: { ReservedConcurrentExecutions: 1 },
        },
      },
    }),
  });
  onTestFinished(() => stack.stop());
  const [name = ''] = stack.functions;
  const outcomes = await Promise.all([1, 2, 3].map(() => stack.invoke(name, {})));
  expect(outcomes.map(({ status, cold }) => [status, cold])).toEqual([
    ['ok', true],
    ['ok', false],
    ['ok', false],
  ]);
  expect(outcomes.map((outcome) => outcome.status === 'ok' && outcome.payload)).toEqual(['1', '1', '1']);
});

test('requests in flight finish before the stack ends', async () => {
  const stack = await startStack({
    assembly: await writeAssembly({
      functions: {
        F: {
          code: `exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); return 'done'; };`,
        },
      },
    }),
  });
  const [name = ''] = stack.functions;
  const invocation = stack.invoke(name, {});
  await stack.stop();
  expect(await invocation).toMatchObject({ status: 'ok', payload: '"done"' });
});

test('the stack also ends if its engine has ended already', async () => {
  const stack = await startStack({
    assembly: await writeAssembly({ resources: { Q: queue(), Table: table } }),
  });
  for (const engine of ['sqs', 'dynamoDb', 'secretsManager', 'parameterStore', 'issuer'] as const)
    await stack.stopEngine(engine);
  await expect(fetch(stack.endpoints.sqs)).rejects.toThrow('fetch failed');
  await stack.stop();
});
