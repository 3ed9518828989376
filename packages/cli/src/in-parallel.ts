/** How many requests are under way at once: quick for thousands of lines, and far below a stage's throttle. */
const AT_ONCE = 8;

/** Works through items, several at once. @returns what each came to, in their order */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  progress: (done: number) => void = () => undefined,
): Promise<Result[]> => {
  const results: Result[] = [];
  const queue = items.entries();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
      done += 1;
      progress(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
};
