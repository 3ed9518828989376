import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { judge } from './call.ts';
import { growthOf, isLeak } from './memory.ts';
import { percentile } from './tally.ts';

const { listEntries } = accountRoutes;
const received = (status: number, body: unknown) => ({ status, headers: new Headers(), body });

test('a declared answer passes', () => {
  expect(judge(listEntries, received(200, { items: [], cursor: null }), [])).toBe('ok');
});

test.each([
  ['that lacks a field', 200, { items: [] }],
  ['of a status that is not declared', 204, ''],
  ['that refuses with a code that is not expected here', 400, { code: 'invalid_cursor' }],
  ['of API Gateway itself', 429, { message: 'Too Many Requests' }],
])('an answer %s is an error', (_which, status, body) => {
  expect(judge(listEntries, received(status, body), ['busy'])).toEqual({
    error: expect.stringContaining(`${status}`),
  });
});

test('a refusal passes if its code is expected, a 5xx never', () => {
  const { createSpend } = accountRoutes;
  expect(
    judge(createSpend, received(402, { code: 'insufficient_credits' }), ['insufficient_credits']),
  ).toEqual({ refusal: 'insufficient_credits' });
  expect(judge(createSpend, received(503, { code: 'busy' }), ['busy'])).toEqual({ error: '503 busy' });
});

const held = (...megabytes: number[]) =>
  megabytes.map((stack, index) => ({ minute: index + 1, stack, engine: 1 }));

test('a leak is growth above 30 % after the second minute, whatever the first held', () => {
  expect(isLeak(held(100, 200, 250, 261))).toBe(true);
  expect(isLeak(held(100, 200, 300, 259))).toBe(false);
});

test('less than three minutes are too short to detect growth', () => {
  expect(growthOf(held(100, 300), 'stack')).toBeUndefined();
  expect(growthOf([], 'stack')).toBeUndefined();
});

test('a percentile is a measured time', () => {
  const times = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.5, 0.95, 0.99, 1].map((part) => percentile(times, part))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
});
