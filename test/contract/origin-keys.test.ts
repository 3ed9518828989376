import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/http/routes.ts';
import { synthesize } from './synthesize.ts';
import { lambdasOf, resourcesOf, type Template, text } from './template.ts';

const withKeys = synthesize({ originKeys: 'new,old' }).template;

/** The values that a template's distribution and Lambdas are given, as references to secrets. */
const keysIn = (template: Template) => {
  const origins = resourcesOf(
    template,
    'AWS::CloudFront::Distribution',
    z.object({
      DistributionConfig: z.object({
        Origins: z.array(
          z.object({
            OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: text })).default([]),
          }),
        ),
      }),
    }),
  ).flatMap(({ properties }) => properties.DistributionConfig.Origins);
  return {
    sent: origins.flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders),
    required: lambdasOf(template).flatMap(({ name, environment: { ORIGIN_KEYS: keys } }) =>
      keys === undefined ? [] : [[name, keys] as const],
    ),
  };
};

const valueOf = (name: string): string => {
  const id = Object.keys(withKeys.Resources).find((one) => one.startsWith(`OriginKeys${name}`)) ?? name;
  return `{{resolve:secretsmanager:${id}:SecretString:::}}`;
};

/** What each resource waits for, by reference or by DependsOn. */
const neededBy = ({ Resources }: Template): Map<string, string[]> =>
  new Map(
    Object.entries(Resources).map(([id, resource]) => {
      const found = [
        ...JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt|DependsOn)":(\[[^\]]*\]|"[^"]*")/g),
      ];
      const named = found.flatMap(([, value = '']) => [...value.matchAll(/"([^"]+)"/g)]);
      return [id, named.map(([, name = '']) => name).filter((name) => name in Resources && name !== id)];
    }),
  );

/** All that has to be there before a resource. Throws where it waits for itself. */
const before = (needed: Map<string, string[]>, id: string, path: readonly string[] = []): Set<string> => {
  if (path.includes(id)) throw new Error(`waits for itself: ${[...path, id].join(' > ')}`);
  const all = new Set<string>();
  for (const one of needed.get(id) ?? [])
    for (const found of [one, ...before(needed, one, [...path, id])]) all.add(found);
  return all;
};

test.each([
  ['a user pool', inject('template')],
  ['keys', withKeys],
])('with %s no resource waits for itself', (_with, template) => {
  let waiting = [...neededBy(template)];
  for (let counted = Infinity; waiting.length < counted;) {
    counted = waiting.length;
    const ids = new Set(waiting.map(([id]) => id));
    waiting = waiting.filter(([, needed]) => needed.some((id) => ids.has(id)));
  }
  expect(waiting).toEqual([]);
});

test('the distribution sends the first key, and every Lambda that answers routes takes all of them', () => {
  const answering = [...new Set(Object.values(routes).map(({ lambda }) => lambda))].toSorted();
  const { sent, required } = keysIn(withKeys);
  expect(sent).toEqual([{ HeaderName: 'x-scrip-origin', HeaderValue: valueOf('new') }]);
  const keys = `${valueOf('new')},${valueOf('old')}`;
  expect(required).toHaveLength(answering.length);
  expect(new Map(required)).toEqual(new Map(answering.map((name) => [name, keys])));
});

test('the distribution sends a key before any Lambda asks for it', () => {
  const needed = neededBy(withKeys);
  const [distribution] = resourcesOf(withKeys, 'AWS::CloudFront::Distribution', z.object({}));
  const asking = new Set(keysIn(withKeys).required.map(([name]) => name));
  const ids = new Map(lambdasOf(withKeys).map(({ id, name }) => [id, name]));
  const aliases = resourcesOf(withKeys, 'AWS::Lambda::Alias', z.object({ FunctionName: text })).filter(
    ({ properties }) => asking.has(ids.get(properties.FunctionName) ?? ''),
  );
  expect(aliases).toHaveLength(asking.size);
  for (const { id } of aliases) expect([...before(needed, id)]).toContain(distribution?.id);
});

test('keys are on where there is a domain of one’s own, unless the settings say otherwise', () => {
  const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
  const domain = { domains: 'credits.example.com', certificateArn: arn };
  expect(keysIn(synthesize(domain).template).sent).toHaveLength(1);
  const none = { sent: [], required: [] };
  expect(keysIn(synthesize({ ...domain, originKeys: '' }).template)).toEqual(none);
  expect(keysIn(inject('template'))).toEqual(none);
});
