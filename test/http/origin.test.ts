import { expect, test } from 'vitest';
import { ORIGIN_HEADER, originCheck } from '../../shared/http/origin.ts';

const sent = (key: string) => ({ [ORIGIN_HEADER]: key });

test('a request that shows any of the keys is let in, and every other one is not', () => {
  const isAdmitted = originCheck(['one', 'two']);
  expect(['one', 'two', 'three', 'on', 'one,two', ''].map((key) => isAdmitted(sent(key)))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(isAdmitted({})).toBe(false);
});

test('where the API has no key, every request is let in', () => {
  expect([{}, sent('made-up')].map(originCheck([]))).toEqual([true, true]);
});
