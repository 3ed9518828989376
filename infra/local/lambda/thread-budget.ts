/** How many threads all functions may have together beyond the first of each. */
export type ThreadBudget = { hasRoom: () => boolean; add: () => void; remove: () => void };

/** About 45 MB each: with the first thread of every function and everything else, this many stay below 900 MB. */
const MAX_MORE_THREADS = 4;

export const createThreadBudget = (maximum = MAX_MORE_THREADS): ThreadBudget => {
  let threads = 0;
  return {
    hasRoom: () => threads < maximum,
    add: () => {
      threads += 1;
    },
    remove: () => {
      threads -= 1;
    },
  };
};
