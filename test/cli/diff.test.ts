import { expect, test } from 'vitest';
import { diff } from '../../packages/cli/src/config/diff.ts';

test.each([
  ['equal values, whatever the order of fields', { a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, []],
  ['a changed field', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: '/a/b', before: 1, after: 2 }]],
  [
    'a field that is new or gone',
    { a: 1 },
    { b: 2 },
    [
      { path: '/a', before: 1 },
      { path: '/b', after: 2 },
    ],
  ],
  ['an element more', { a: [1] }, { a: [1, 2] }, [{ path: '/a/1', after: 2 }]],
  ['a list that was an object', { a: {} }, { a: [] }, [{ path: '/a', before: {}, after: [] }]],
  ['a name with a slash', { 'x/y': 1 }, { 'x/y': 2 }, [{ path: '/x~1y', before: 1, after: 2 }]],
  ['null and absent', { a: null }, {}, [{ path: '/a', before: null }]],
])('the difference of %s', (_, before, after, changes) => {
  expect(diff(before, after)).toEqual(changes);
});
