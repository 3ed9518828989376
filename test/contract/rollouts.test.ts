import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';
import { aliasesOf, lambdasOf, resourcesOf, text } from './template.ts';

/** For whom nobody waits. */
const WORKERS = [
  'credit-request-worker',
  'event-sender',
  'payment-worker',
  'publisher',
  'reconciler',
  'sweeper',
  'usage-worker',
];

const groupSchema = z.object({
  DeploymentConfigName: z.string(),
  AlarmConfiguration: z.object({ Alarms: z.array(z.object({ Name: text })).default([]) }).optional(),
});

const movedBy = z.object({
  UpdatePolicy: z.object({
    CodeDeployLambdaAliasUpdate: z.object({ DeploymentGroupName: z.object({ Ref: z.string() }) }),
  }),
});

/** By Lambda: how its alias is moved, and which alarms move it back. */
const rolloutsOf = (context: Record<string, unknown>) => {
  const { template } = synthesize(context);
  const groups = new Map(
    resourcesOf(template, 'AWS::CodeDeploy::DeploymentGroup', groupSchema).map(({ id, properties }) => [
      id,
      properties,
    ]),
  );
  const names = new Map(lambdasOf(template).map(({ id, name }) => [id, name]));
  return Object.fromEntries(
    [...aliasesOf(template)].map(([alias, id]) => {
      const { UpdatePolicy } = movedBy.parse(template.Resources[alias]);
      const group = groups.get(UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref);
      const alarms =
        group?.AlarmConfiguration?.Alarms.map(({ Name }) => Name.replace(/[0-9A-F]{8}$/, '')) ?? [];
      return [
        names.get(id) ?? '',
        { how: group?.DeploymentConfigName.replace('CodeDeployDefault.Lambda', ''), alarms },
      ];
    }),
  );
};

const AT_ONCE = { how: 'AllAtOnce', alarms: [] };

describe('in production', () => {
  const rollouts = rolloutsOf({ stage: 'prod' });

  test('every Lambda is called by an alias that a rollout moves', () => {
    expect(Object.keys(rollouts).toSorted()).toEqual(
      lambdasOf(synthesize({ stage: 'prod' }).template)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  test('a tenth of the requests tries a new version of whatever callers wait for, and an alarm takes it back', () => {
    const answering = Object.entries(rollouts).filter(([name]) => !WORKERS.includes(name));

    expect(answering.length).toBeGreaterThan(8);
    for (const [, { how, alarms }] of answering) {
      expect(how).toBe('Canary10Percent10Minutes');
      expect(alarms).toEqual([
        expect.stringContaining('apiservererrors'),
        expect.stringContaining('spendslow'),
      ]);
    }
  });

  test.each(WORKERS)('%s changes at once, and no alarm stops the deployment that mends it', (name) => {
    expect(rollouts[name]).toEqual(AT_ONCE);
  });
});

test.each([{ stage: 'dev' }, { stage: 'prod', rollout: 'at-once' }])(
  'with %j everything changes at once',
  (context) => {
    for (const rollout of Object.values(rolloutsOf(context))) expect(rollout).toEqual(AT_ONCE);
  },
);
