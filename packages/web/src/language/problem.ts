import type { Fault } from '@scrip/client';
import { faultsOf, textFault } from './fault.ts';
import { common } from './texts.ts';

let sayFault: (fault: Fault) => string | undefined = textFault;

/** The console says more of a fault than the portal, whose customers type nothing but text. */
export const sayFaultsWith = (say: (fault: Fault) => string): void => {
  sayFault = say;
};

/** A refusal's reason in the reader's language; the API's own English words where we have none. */
export const problemText = (failure: { code: string; title?: string | undefined }): string => {
  const faults = faultsOf(failure).flatMap((fault) => sayFault(fault) ?? []);
  if (faults.length > 0) return [...new Set(faults)].join(' ');
  const texts: Readonly<Record<string, string>> = common.value.problems;
  return texts[failure.code] ?? failure.title ?? failure.code;
};
