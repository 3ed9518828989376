import { createHash } from 'node:crypto';

export type Order = 'none' | 'reverse' | 'shuffle';

/**
 * The place of the n-th of things that fall due at one time. The same seed gives the same places, so that a
 * shuffle that found a fault can be run again.
 */
export const rankOf = (order: Order, seed: number, n: number): number => {
  switch (order) {
    case 'none':
      return 0;
    case 'reverse':
      return -n;
    case 'shuffle':
      return createHash('sha256').update(`${seed}:${n}`).digest().readUInt32BE();
  }
};
