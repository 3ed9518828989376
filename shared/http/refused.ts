import { notBegun, problem, type Problem, type ProblemCode } from './errors.ts';
import type { MembersOf } from './problem-members.ts';

/** A refusal of the domain's that an answer can carry: its code and whatever that code has to say. */
export type Refusal = {
  [Code in ProblemCode]: { code: Code; retryAfter?: number } & MembersOf<Code>;
}[ProblemCode];

/** Answers a refusal of the domain's: its code, when to try again (seconds), and the figures that help, in credits. */
export const refused = <One extends Refusal>(refusal: One): Problem<One['code']> => {
  const { code, retryAfter, ...figures } = refusal;
  return problem(code, {
    ...(retryAfter !== undefined && { retryAfter }),
    ...(Object.keys(figures).length > 0 && { extensions: figures }),
  });
};

/** Where nothing but the agency itself can be missing, a 404 says how an agency starts. */
export const orNotBegun = <Answer extends object>(answer: Answer): Answer | typeof notBegun =>
  'problem' in answer && answer.problem === 'not_found' ? notBegun : answer;
