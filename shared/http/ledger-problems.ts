import type { Refusal } from '../ledger/command.ts';
import type { Problem } from './errors.ts';
import { problem } from './errors.ts';

/** A refusal of the ledger's, with the figures that help: all in credits. */
export const refused = <One extends Refusal>(refusal: One): Problem<One['code']> => {
  const { code, ...figures } = refusal;
  return problem(code, { extensions: figures });
};
