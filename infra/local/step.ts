/**
 * Says what is being done and, when it is done, how long it took.
 * @param doing as a person reads it, such as `Building the Lambdas`
 * @param result in a few words
 */
export const step = async <Value>(
  doing: string,
  work: () => Promise<Value>,
  result: (value: Value) => string = () => 'Done',
): Promise<Value> => {
  const begun = performance.now();
  process.stdout.write(`${doing} …\n`);
  const value = await work();
  process.stdout.write(`  ${result(value)}, ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  return value;
};
