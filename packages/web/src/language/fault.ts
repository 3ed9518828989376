import type { Fault } from '@scrip/client';
import { common } from './texts.ts';

type Failure = { code: string; faults?: Fault[] | undefined };

const isWithFaults = (failure: { code: string }): failure is Failure =>
  'faults' in failure && Array.isArray(failure.faults);

/** All that the API says is wrong with a request. */
export const faultsOf = (failure: { code: string } | undefined): Fault[] =>
  failure && isWithFaults(failure) ? (failure.faults ?? []) : [];

/** What can be wrong with a free text, in the reader's language; undefined for anything else. */
export const textFault = ({ code, format, minimum, maximum, unit }: Fault): string | undefined => {
  const { faults } = common.value;
  if (code === 'required' || (code === 'too_small' && unit === 'characters' && minimum === 1))
    return faults.required;
  if (code === 'too_big' && unit === 'characters' && maximum !== undefined) return faults.tooLong(maximum);
  return code === 'invalid_format' && format === undefined ? faults.characters : undefined;
};
