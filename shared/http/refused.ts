import { problem, type Problem, type ProblemCode } from './errors.ts';

/** Answers a refusal of the domain's: its code, when to try again (seconds), and the figures that help, in credits. */
export const refused = <One extends { code: ProblemCode; retryAfter?: number }>(
  refusal: One,
): Problem<One['code']> => {
  const { code, retryAfter, ...figures } = refusal;
  return problem(code, {
    ...(retryAfter !== undefined && { retryAfter }),
    ...(Object.keys(figures).length > 0 && { extensions: figures }),
  });
};
