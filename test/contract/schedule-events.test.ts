import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import nightly from '../../events/schedule/reconcile-nightly.json' with { type: 'json' };
import recent from '../../events/schedule/reconcile-recent.json' with { type: 'json' };
import sweep from '../../events/schedule/sweep.json' with { type: 'json' };
import { lambdaContext } from '../support/api.ts';
import { accountOfOpenAgency, entriesOf, move } from '../support/ledger.ts';
import { openOwnTable } from '../support/own-table.ts';
import { sourceOf } from '../support/sources.ts';
import { resourcesOf } from './template.ts';

const secrets = mockClient(SSMClient);
const lambda = mockClient(LambdaClient);
afterEach(() => {
  secrets.reset();
  lambda.reset();
});

/** Where no instance is free, a turn is taken in the run itself. */
const withoutInstances = () =>
  lambda
    .on(InvokeCommand)
    .rejects(new TooManyRequestsException({ message: 'Rate Exceeded.', $metadata: {} }));

/** Runs go through all agencies, so those of other tests must not be among them. */
const ledger = await openOwnTable('schedules');

/** The environment that names this test's table. */
const pointToTable = () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('TABLE_NAME', ledger.table.name);
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'scrip-test-Function');
};

/** The reconciler as Lambda loads it, on the table of this test, for agencies that have no providers. */
const loadReconciler = async () => {
  pointToTable();
  vi.stubEnv('FILES_BUCKET', 'scrip-test-files');
  vi.stubEnv('SECRETS_PREFIX', '/scrip/test/agencies');
  secrets.on(GetParameterCommand).rejects(new ParameterNotFound({ message: 'none', $metadata: {} }));
  return (await import('../../functions/reconciler/index.ts')).handler;
};

test('the schedules send exactly the sampled events', () => {
  const targets = z.array(z.object({ Input: z.string().transform((text): unknown => JSON.parse(text)) }));
  const rules = resourcesOf(inject('template'), 'AWS::Events::Rule', z.object({ Targets: targets }));
  const inputs = rules.flatMap(({ properties }) => properties.Targets.map(({ Input }) => Input));
  expect(inputs).toHaveLength(3);
  expect(inputs).toEqual(expect.arrayContaining([recent, nightly, sweep]));
});

test('the runbook’s manual invocations use a schedule’s event, or the one for the audit or the books alone', () => {
  const payloads = [...sourceOf('docs/runbook.md').matchAll(/\{"(?:pass|sweep)":"\w+"\}/g)].map(
    ([payload]): unknown => JSON.parse(payload),
  );
  expect(payloads).toEqual(expect.arrayContaining([recent, nightly, sweep]));
  const known = new Set(
    [recent, nightly, sweep, { pass: 'audit' }, { pass: 'books' }].map((event) => JSON.stringify(event)),
  );
  expect(payloads.filter((payload) => !known.has(JSON.stringify(payload)))).toEqual([]);
});

test('a scheduled run of the reconciler gives every agency a turn of its own', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const handler = await loadReconciler();
  lambda.on(InvokeCommand).rejects(new Error('not asked here'));
  await handler(recent, { ...lambdaContext, getRemainingTimeInMillis: () => 900_000 });
  const turns = lambda
    .commandCalls(InvokeCommand)
    .map(({ args }): unknown => JSON.parse(z.string().parse(args[0].input.Payload)));
  expect(turns).toContainEqual({ ...recent, agency, until: expect.any(Number) });
  expect(secrets.commandCalls(GetParameterCommand)).toEqual([]);
});

test('a turn of the reconciler visits its agency alone, and says how it ended', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const handler = await loadReconciler();
  const context = { ...lambdaContext, getRemainingTimeInMillis: () => 900_000 };
  expect(await handler({ ...nightly, agency, until: Date.now() + 300_000 }, context)).toEqual({
    isCut: false,
    isAudited: true,
  });
  const asked = new Set(secrets.commandCalls(GetParameterCommand).map(({ args }) => args[0].input.Name));
  expect(asked).toEqual(new Set([`/scrip/test/agencies/${agency}/providers`]));
});

test('where no instance is free, the reconciler visits every agency itself', async () => {
  const { agency } = await accountOfOpenAgency(ledger);
  const handler = await loadReconciler();
  withoutInstances();
  await handler(recent, { ...lambdaContext, getRemainingTimeInMillis: () => 900_000 });
  const asked = secrets.commandCalls(GetParameterCommand).map(({ args }) => args[0].input.Name);
  expect(asked).toContain(`/scrip/test/agencies/${agency}/providers`);
});

test.each([[{}], [{ pass: 'hourly' }], [null]])(
  'the reconciler refuses an event that no schedule sends: %j',
  async (event) => {
    const handler = await loadReconciler();
    await expect(handler(event, lambdaContext)).rejects.toThrow(z.ZodError);
    expect(secrets.commandCalls(GetParameterCommand)).toEqual([]);
  },
);

const loadSweeper = async () => {
  pointToTable();
  vi.stubEnv('FILES_BUCKET', 'scrip-test-files');
  return (await import('../../functions/sweeper/index.ts')).handler;
};

test('a scheduled run of the sweeper posts expired credits', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  const promo = { kind: 'bonus', reference: 'b', amount: 9, class: 'promo' } as const;
  await move(ledger, caller, { type: 'credit', ...promo, expiresAt });
  const handler = await loadSweeper();
  withoutInstances();
  await handler(sweep, { ...lambdaContext, getRemainingTimeInMillis: () => 900_000 });
  expect(await entriesOf(ledger, caller)).toMatchObject([{ type: 'in' }, { kind: 'expiry', amount: 9 }]);
});

test.each([[{}], [{ sweep: 'everything' }], [null]])(
  'the sweeper refuses an event that no schedule sends: %j',
  async (event) => {
    const handler = await loadSweeper();
    await expect(handler(event, lambdaContext)).rejects.toThrow(z.ZodError);
  },
);
