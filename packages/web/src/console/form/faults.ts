import type { Fault } from '@scrip/client';
import { problemText } from '../../language/problem.ts';

type Failure = { code: string; title?: string | undefined; faults?: Fault[] | undefined };

/**
 * What the API says is wrong with one field, where it says so.
 * @param pointer the field's place in the body, as a JSON Pointer (RFC 6901) such as `/price/amount`
 */
export const faultAt = (failure: { code: string } | undefined, pointer: string): string | undefined =>
  faultsOf(failure).find((fault) => fault.in === 'body' && fault.pointer === pointer)?.message;

const isWithFaults = (failure: { code: string }): failure is Failure =>
  'faults' in failure && Array.isArray(failure.faults);

/** All that the API says is wrong with a request. */
export const faultsOf = (failure: { code: string } | undefined): Fault[] =>
  failure && isWithFaults(failure) ? (failure.faults ?? []) : [];

/**
 * What is wrong with the whole, or with fields that the form does not show.
 * @param shown the pointers of the fields that say their own faults
 */
export const otherFaults = (
  failure: { code: string; title?: string | undefined } | undefined,
  shown: readonly string[],
): string | undefined => {
  if (!failure) return undefined;
  const faults = faultsOf(failure);
  if (faults.length === 0) return problemText(failure);
  const others = faults.filter(({ pointer }) => !shown.includes(pointer));
  return others.length === 0
    ? undefined
    : others
        .map(({ pointer, message }) => `${pointer.slice(1).replaceAll('/', ' › ')}: ${message}`)
        .join(' ');
};

/** Whether a change met another one: the resource is not the one that was read any more. */
export const isConflict = (failure: { code: string } | undefined): boolean =>
  failure?.code === 'precondition_failed' || failure?.code === 'precondition_required';
