import { faultsOf, faultText } from './fault.ts';
import { common } from './texts.ts';

/** A refusal's reason in the reader's language; the API's own English words where we have none. */
export const problemText = (failure: { code: string; title?: string | undefined }): string => {
  const faults = faultsOf(failure);
  if (faults.length > 0) return [...new Set(faults.map(faultText))].join(' ');
  const texts: Readonly<Record<string, string>> = common.value.problems;
  return texts[failure.code] ?? failure.title ?? failure.code;
};
