import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { project } from '../support/sources.ts';

const oneOrMore = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]);

const rolesSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.looseObject({
        AssumeRolePolicyDocument: z
          .object({
            Statement: z.array(
              z.object({ Condition: z.object({ StringEquals: z.record(z.string(), oneOrMore) }) }),
            ),
          })
          .optional(),
        Policies: z
          .array(
            z.object({
              PolicyDocument: z.object({
                Statement: z.array(z.object({ Action: oneOrMore, Resource: oneOrMore })),
              }),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

const { Resources } = rolesSchema.parse(
  JSON.parse(readFileSync(path.join(project, 'infra', 'pipeline', 'roles.json'), 'utf8')),
);
const roles = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

describe('a role of the pipeline', () => {
  test.each(roles)(
    '%s is for this repository alone, in named environments or pull requests',
    (_id, { Properties }) => {
      const [statement, ...others] = Properties.AssumeRolePolicyDocument?.Statement ?? [];
      const of = (claim: string) =>
        statement?.Condition.StringEquals[`token.actions.githubusercontent.com:${claim}`];

      expect(others).toEqual([]);
      expect(of('aud')).toEqual(['sts.amazonaws.com']);
      expect(of('sub')?.length).toBeGreaterThan(0);
      for (const subject of of('sub') ?? [])
        expect(subject).toMatchObject({
          'Fn::Sub': expect.stringMatching(
            /^repo:\$\{Repository\}:(?:environment:(?:staging|production)|pull_request)$/,
          ),
        });
    },
  );

  test.each(roles)('%s has no right over everything but to read the quota', (_id, { Properties }) => {
    const statements = Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const wide = statements.filter(({ Resource }) => Resource.includes('*')).flatMap(({ Action }) => Action);

    expect(statements.length).toBeGreaterThan(0);
    expect(wide.filter((action) => action !== 'lambda:GetAccountSettings')).toEqual([]);
    for (const { Action } of statements)
      for (const action of Action)
        expect(action).toMatch(
          /^(?:sts:AssumeRole|cloudformation:(?:Describe|Get)\w+|lambda:GetAccountSettings)$/,
        );
  });

  test('for pull requests may only assume the role that looks', () => {
    const [statement, ...others] =
      Resources['DiffRole']?.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ??
      [];

    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Action: ['sts:AssumeRole'],
      Resource: [{ 'Fn::Sub': expect.stringContaining('-lookup-role-') }],
    });
  });
});

describe('a workflow', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: project });

  test.each(workflows)('%s may only read unless a job says more, keeps no key, and ends', (file) => {
    const text = readFileSync(path.join(project, file), 'utf8');
    const jobs = text.split(/^jobs:$/m)[1] ?? '';

    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).not.toMatch(/AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)|pull_request_target/);
    expect(jobs.match(/timeout-minutes:/g)?.length).toBe(jobs.match(/runs-on:/g)?.length);
    expect(jobs.match(/persist-credentials: false/g)?.length).toBe(jobs.match(/actions\/checkout@/g)?.length);
    // What others write goes into a script by its environment only.
    for (const [script = ''] of jobs.matchAll(/run: .*|run: \|\n(?: {10,}.*\n)+/g))
      expect(script).not.toContain('${{');
  });

  test('runs only commands that there are', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')));
    const named = workflows.flatMap((file) =>
      [...readFileSync(path.join(project, file), 'utf8').matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(
        ([, name = '']) => name,
      ),
    );

    expect(named).toEqual(expect.arrayContaining(['deploy', 'licences', 'release-notes']));
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });
});
