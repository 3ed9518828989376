import type { Result } from '../../../../shared/kernel/result.ts';

/** The value of an operation that the story expects to succeed. Throws Error with the code of a refusal. */
export const must = async <Value>(done: Promise<Result<Value, { code: string }>>): Promise<Value> => {
  const result = await done;
  if (!result.ok) throw new Error(`The demo data was refused: ${JSON.stringify(result.error)}`);
  return result.value;
};
