/** How many threads all functions may have together. Each function's first does not ask. */
export type ThreadBudget = { hasRoom: () => boolean; add: () => void; remove: () => void };

/** About 45 MB each: with everything else, this many stay below 700 MB. */
const MAX_THREADS = 8;

export const createThreadBudget = (maximum = MAX_THREADS): ThreadBudget => {
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
