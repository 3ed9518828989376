import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { membersOf } from '../../shared/http/problem-members.ts';
import { parseRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { faultReason } from '../../shared/kernel/fault.ts';
import { apiEvent, type Call } from '../support/api.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const named: readonly (readonly [string, Route])[] = Object.entries<Route>(routes);

const problemMembers = membersOf('invalid_request');

const declared = z.object({
  faults: z
    .array(z.strictObject({ in: z.string(), pointer: z.string(), message: z.string(), ...faultReason.shape }))
    .min(1)
    .max(20),
});

/** What zod, JavaScript or nobody says. */
const NO_ENGLISH = /invalid input|expected|received|unrecognized|undefined|NaN|\[object|^\s*$/i;

const json = z.json();
type Json = z.infer<typeof json>;

const rubbish: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    ' ',
    'x'.repeat(3000),
    -1,
    0,
    0.5,
    2 ** 53,
    1e300,
    [],
    {},
    [null],
    { kind: 'none' },
    '2026-13-45T99:00:00Z',
    'héllo\u0000',
  ),
  fc.string(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }).map((value) => json.parse(value)),
);

/** Every place in a value, the whole one first. */
const placesOf = (value: Json, path: readonly string[] = []): (readonly string[])[] => [
  path,
  ...(value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name]))
    : []),
];

/** A value with another one, or nothing, in one place. */
const replaced = (
  value: Json,
  [name, ...rest]: readonly string[],
  other: Json | undefined,
): Json | undefined => {
  if (name === undefined) return other;
  if (value === null || typeof value !== 'object') return value;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const after = key === name ? replaced(part, rest, other) : part;
    return after === undefined ? [] : [[key, after] as const];
  });
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
};

type Damage = { place: number; other: Json | undefined; extra: boolean };

const damage: fc.Arbitrary<Damage> = fc.record({
  place: fc.nat(),
  other: fc.option(rubbish, { nil: undefined }),
  extra: fc.boolean(),
});

const damaged = (body: Json, { place, other, extra }: Damage): Json | undefined => {
  const places = placesOf(body);
  const path = places[place % places.length] ?? [];
  return replaced(body, extra ? [...path, 'extra'] : path, other) ?? undefined;
};

const requestTo = ({ path, example }: Route, all: readonly Damage[]): Call => {
  const params = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, example?.params?.[name] ?? 'id_1']),
  );
  const body = json.safeParse(example?.body).data;
  const after = all.reduce<Json | undefined>(
    (before, one) => (before === undefined ? undefined : damaged(before, one)),
    body,
  );
  return { params, headers: { 'idempotency-key': 'k' }, ...(after !== undefined && { body: after }) };
};

const callerFor = ({ scope }: Route) =>
  scope.startsWith('credits:')
    ? { agency: 'studio', account: 'alice' }
    : { agency: 'studio', actor: 'admin' };

test(`whatever a request has, each fault says where it is and why, for programs and in plain English (seed ${seed})`, () => {
  const seen = occurrencesOf('body', 'query', 'path', 'header', 'required', 'invalid_type', 'invalid_value');
  const text = fc.string({ maxLength: 20 });
  const queries = fc.dictionary(
    fc.constantFrom('limit', 'cursor', 'month', 'day', 'status', 'kind', 'from', 'to', 'account', 'other'),
    text,
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...named),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      queries,
      fc.option(text),
      fc.boolean(),
      ([name, route], all, query, inPath, isDryRun) => {
        const call = requestTo(route, all);
        const params = Object.fromEntries(
          Object.entries(call.params ?? {}).map(([key, value]) => [key, inPath ?? value]),
        );
        const headers = { ...call.headers, ...(isDryRun && { prefer: 'dry-run' }) };
        const event = apiEvent(route, { ...call, params, query, headers, caller: callerFor(route) });
        const parsed = parseRequest(route, event);
        if (parsed.ok || parsed.error.problem !== 'invalid_request') return;
        const { extensions } = parsed.error;
        expect([name, problemMembers?.safeParse(extensions).error]).toEqual([name, undefined]);
        for (const fault of declared.parse(extensions).faults) {
          expect(fault.message).not.toMatch(NO_ENGLISH);
          expect(fault.pointer).toMatch(/^(\/[^/]*)*$/);
          seen.saw(fault.in, true);
          seen.saw(fault.code, true);
        }
      },
    ),
    { seed, numRuns: 3000 },
  );
  seen.report();
});

test('each bound and each form of a body is refused in these words', () => {
  const faultsOf = (route: Route, body: Json) => {
    const parsed = parseRequest(
      route,
      apiEvent(route, {
        caller: callerFor(route),
        params: requestTo(route, []).params ?? {},
        headers: { 'idempotency-key': 'k' },
        body,
      }),
    );
    return parsed.ok ? [] : declared.parse(parsed.error.extensions).faults;
  };
  expect(faultsOf(routes.createSpend, { amount: 0, reference: 'r'.repeat(300), more: 1 })).toMatchObject([
    { pointer: '/amount', code: 'too_small', message: 'must be at least 1' },
    {
      pointer: '/reference',
      code: 'too_big',
      message: expect.stringMatching(/^must have at most \d+ characters$/),
    },
    { pointer: '', code: 'unrecognized_keys', message: 'must not have "more"' },
  ]);
  expect(faultsOf(routes.createSpend, { amount: 1, reference: '' })).toMatchObject([
    { pointer: '/reference', code: 'too_small', message: 'must not be empty' },
  ]);
  expect(faultsOf(routes.createSpend, [])).toMatchObject([
    { pointer: '', code: 'invalid_type', message: 'must be an object' },
  ]);
  expect(faultsOf(routes.createSpend, {})).toMatchObject([
    { pointer: '/amount', code: 'required', message: 'is required' },
    { pointer: '/reference', code: 'required', message: 'is required' },
  ]);
});
