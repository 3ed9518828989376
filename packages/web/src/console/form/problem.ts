import { problemText } from '../../language/problem.ts';
import { t } from '../texts.ts';

/** A refusal's reason as a member of the agency reads it. */
export const problemIn = (failure: { code: string; title?: string | undefined }): string => {
  const texts: Readonly<Record<string, string>> = t.value.form.problems;
  return texts[failure.code] ?? problemText(failure);
};
