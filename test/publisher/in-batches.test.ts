import { expect, test } from 'vitest';
import { inBatches, RefusedError } from '../../functions/publisher/in-batches.ts';

const permanent = (): Error => Object.assign(new Error('too long'), { name: 'ValidationException' });

test('what is asked for at one time is done in one call, up to the size of a batch', async () => {
  const calls: (readonly number[])[] = [];
  const double = inBatches<number, number>(3, async (items) => {
    calls.push(items);
    return items.map((item) => 2 * item);
  });
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(calls).toEqual([[1, 2, 3], [4]]);
});

test('the same asked for twice is done twice', async () => {
  const done: number[] = [];
  const put = inBatches<number, undefined>(10, async (items) => {
    done.push(...items);
    return items.map(() => undefined);
  });
  await Promise.all([put(1), put(1)]);
  await put(1);
  expect(done).toEqual([1, 1, 1]);
});

test('one that is refused fails alone', async () => {
  const put = inBatches<number, undefined>(10, async (items) =>
    items.map((item) => (item === 2 ? new RefusedError('InternalError') : undefined)),
  );
  const settled = await Promise.allSettled([1, 2, 3].map(put));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a call that can never succeed is made again for each alone, so that one does not fail the others', async () => {
  const calls: (readonly number[])[] = [];
  const put = inBatches<number, undefined>(10, async (items) => {
    calls.push(items);
    if (items.includes(2)) throw permanent();
    return items.map(() => undefined);
  });
  const settled = await Promise.allSettled([1, 2, 3].map(put));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(calls).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('a call that may succeed later fails for all, and is not made again', async () => {
  let calls = 0;
  const put = inBatches<number, undefined>(10, async () => {
    calls += 1;
    throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
  });
  const settled = await Promise.allSettled([1, 2, 3].map(put));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(calls).toBe(1);
});
