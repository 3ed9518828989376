import { expect, test } from 'vitest';
import { matches } from '../../shared/http/etag.ts';

test.each(['"a"', 'W/"a"', '"b", "a"', '*', ' "b" , W/"a" '])('If-None-Match %s matches "a"', (header) => {
  expect(matches(header, '"a"')).toBe(true);
  expect(matches(header, 'W/"a"')).toBe(true);
});

test.each([undefined, '', '"b"', 'a', '"ab"', 'W/a'])('If-None-Match %s does not match "a"', (header) => {
  expect(matches(header, '"a"')).toBe(false);
});
