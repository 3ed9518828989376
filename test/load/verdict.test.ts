import { createSpend, listEntries } from '@scrip/client';
import { expect, test, vi } from 'vitest';
import type { ProblemCode } from '../../shared/http/errors.ts';
import { customerOf, judge } from './call.ts';
import { growthOf, isLeak } from './memory.ts';
import { percentile } from './tally.ts';

/** A customer at an API that answers like this. */
const customer = (status: number, body: unknown) => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(Response.json(body, { status })));
  return customerOf('https://api.example', 'token');
};

const listed = async (status: number, body: unknown, expected: ProblemCode[] = []) =>
  judge(await customer(status, body).call(listEntries), expected);

const spent = async (status: number, body: unknown, expected: ProblemCode[] = []) =>
  judge(
    await customer(status, body).call(createSpend, { body: { amount: 1, reference: 'order-1' } }),
    expected,
  );

test('a declared answer passes', async () => {
  expect(await listed(200, { items: [], cursor: null })).toBe('ok');
});

test.each([
  ['that lacks a field', 200, { items: [] }, 'expected'],
  ['of a status that is not declared', 202, '', '202'],
  ['that refuses with a code that is not expected here', 400, { code: 'invalid_cursor' }, 'invalid_cursor'],
  ['of API Gateway itself', 429, { message: 'Too Many Requests' }, '429'],
])('an answer %s is an error', async (_which, status, body, reason) => {
  expect(await listed(status, body, ['busy'])).toEqual({ error: expect.stringContaining(reason) });
});

test('a refusal passes if its code is expected, a 5xx never', async () => {
  expect(await spent(402, { status: 402, code: 'insufficient_credits' }, ['insufficient_credits'])).toEqual({
    refusal: 'insufficient_credits',
  });
  expect(await spent(503, { status: 503, code: 'busy' }, ['busy'])).toEqual({ error: '503 busy' });
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
