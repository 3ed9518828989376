import { problems, type ProblemCode } from './errors.ts';

/** Whether something is allowed, and every reason why not, in the codes and words that the API answers with. */
export const availabilityOf = (reasons: readonly ProblemCode[]) => ({
  allowed: reasons.length === 0,
  reasons: reasons.map((code) => ({ code, title: problems[code].title })),
});
