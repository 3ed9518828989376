import { problemText } from '../language/problem.ts';
import { budgetTexts } from './texts.ts';

/** Why a key could not be made or revoked. */
export const keyProblem = (failure: { code: string; title?: string | undefined }): string => {
  const texts: Readonly<Record<string, string>> = budgetTexts().keys.problems;
  return texts[failure.code] ?? problemText(failure);
};
