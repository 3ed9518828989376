import { expect, vi } from 'vitest';
import { PATIENCE } from './patience.ts';
import { paymentQueue } from './queue.ts';
import type { TestStack } from './stack.ts';

/** Waits until every webhook that is to be delivered was taken, and every message worked off. */
export const settled = async (stack: TestStack): Promise<void> => {
  await vi.waitFor(async () => {
    const open = (await stack.sandbox.deliveries()).filter(({ state }) =>
      ['waiting', 'held'].includes(state),
    );
    expect(open).toEqual([]);
  }, PATIENCE);
  await paymentQueue(stack).drained();
};
