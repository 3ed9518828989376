import type { Output } from '../output.ts';

const EVERY = 50;

/** Notes how far something has come, every so often. */
export const progressOf =
  (output: Output, word: string, all: number) =>
  (done: number): void => {
    if (done % EVERY === 0 && done < all) output.note(`${done} of ${all} lines ${word}`);
  };
