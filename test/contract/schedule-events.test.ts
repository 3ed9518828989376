import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import nightly from '../../events/schedule/reconcile-nightly.json' with { type: 'json' };
import recent from '../../events/schedule/reconcile-recent.json' with { type: 'json' };
import { lambdaContext } from '../support/api.ts';
import { accountOfOpenAgency, openTestLedger } from '../support/ledger.ts';
import { resourcesOf } from './template.ts';

const secrets = mockClient(SecretsManagerClient);
afterEach(() => secrets.reset());

/** The reconciler as Lambda loads it, on the table of this run, for agencies that have no providers. */
const loadReconciler = async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamoDbEndpoint'));
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('TABLE_NAME', inject('tableName'));
  vi.stubEnv('SECRETS_PREFIX', 'scrip/test/agencies');
  secrets
    .on(GetSecretValueCommand)
    .rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  return (await import('../../functions/reconciler/index.ts')).handler;
};

test('the schedules hand over what is sampled here, and nothing else', () => {
  const targets = z.array(z.object({ Input: z.string().transform((text): unknown => JSON.parse(text)) }));
  const rules = resourcesOf(inject('template'), 'AWS::Events::Rule', z.object({ Targets: targets }));
  const inputs = rules.flatMap(({ properties }) => properties.Targets.map(({ Input }) => Input));
  expect(inputs).toHaveLength(2);
  expect(inputs).toEqual(expect.arrayContaining([recent, nightly]));
});

test('when the schedule says so, the reconciler turns to every agency', async () => {
  const { agency } = await accountOfOpenAgency(openTestLedger());
  const handler = await loadReconciler();
  await handler(recent, { ...lambdaContext, getRemainingTimeInMillis: () => 900_000 });
  const asked = secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId);
  expect(asked).toContain(`scrip/test/agencies/${agency}/providers`);
});

test.each([[{}], [{ pass: 'hourly' }], [null]])(
  'the reconciler refuses what no schedule says: %j',
  async (event) => {
    const handler = await loadReconciler();
    await expect(handler(event, lambdaContext)).rejects.toThrow(z.ZodError);
    expect(secrets.commandCalls(GetSecretValueCommand)).toEqual([]);
  },
);
