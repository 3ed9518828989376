import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';
import { functionsOf, lambdasOf, resourcesOf } from './template.ts';

const traced = synthesize({ tracing: 'true' }).template;

/** The X-Ray actions that the policies of a template grant, each with the role that gets it. */
const grantsIn = (template: typeof traced) =>
  resourcesOf(
    template,
    'AWS::IAM::Policy',
    z.object({
      Roles: z.array(z.object({ Ref: z.string() })),
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })),
      }),
    }),
  ).flatMap(({ properties: { Roles, PolicyDocument } }) =>
    PolicyDocument.Statement.flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith('xray:'))
      .map((action) => `${Roles.map(({ Ref }) => Ref).join()} ${action}`),
  );

const rolesOf = (template: typeof traced): string[] => lambdasOf(template).map(({ role }) => role);

const modes = (template: typeof traced) =>
  functionsOf(template, z.object({ TracingConfig: z.object({ Mode: z.string() }).optional() })).map(
    ({ properties }) => properties.TracingConfig?.Mode,
  );

test('tracing traces every Lambda, and lets each of them send traces and nothing else of X-Ray', () => {
  const roles = rolesOf(traced);
  expect(modes(traced)).toEqual(roles.map(() => 'Active'));
  expect(grantsIn(traced).toSorted()).toEqual(
    roles
      .flatMap((role) => ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'].map((act) => `${role} ${act}`))
      .toSorted(),
  );
});

test('nothing is traced unless a setting asks for it', () => {
  const template = inject('template');
  expect(modes(template)).toEqual(rolesOf(template).map(() => undefined));
  expect(grantsIn(template)).toEqual([]);
});
