import type { Fault } from '@scrip/client';
import { faultsOf } from '../../language/fault.ts';
import { t } from '../texts.ts';
import { faultText } from './fault-text.ts';
import { problemIn } from './problem.ts';

type Failure = { code: string; title?: string | undefined } | undefined;

const textOf = (fault: Fault | undefined): string | undefined => fault && faultText(fault);

/**
 * What the API says is wrong with one field, where it says so.
 * @param pointer the field's place in the body, as a JSON Pointer (RFC 6901) such as `/price/amount`
 */
export const faultAt = (failure: Failure, pointer: string): string | undefined =>
  textOf(faultsOf(failure).find((fault) => fault.in === 'body' && fault.pointer === pointer));

const isWithin = (fault: Fault, pointer: string): boolean =>
  fault.in === 'body' && `${fault.pointer}/`.startsWith(`${pointer}/`);

/** The same of a field that holds more than one value, such as a list typed in one line. */
export const faultWithin = (failure: Failure, pointer: string): string | undefined =>
  textOf(faultsOf(failure).find((fault) => isWithin(fault, pointer)));

/** What people call the field that a pointer leads to; undefined where the form has no word for it. */
const nameOf = (pointer: string): string | undefined => {
  const names: Readonly<Record<string, string>> = t.value.form.fields;
  const steps = pointer.split('/').toReversed();
  return steps.map((step) => names[step]).find((name) => name !== undefined);
};

const named = (fault: Fault): string => {
  const name = nameOf(fault.pointer);
  return name === undefined ? faultText(fault) : `${name}: ${faultText(fault)}`;
};

/**
 * What is wrong with the whole, or with fields that the form does not show.
 * @param shown the pointers of the fields that say their own faults, and those within them
 */
export const otherFaults = (failure: Failure, shown: readonly string[]): string | undefined => {
  if (!failure) return undefined;
  const faults = faultsOf(failure);
  if (faults.length === 0) return problemIn(failure);
  const others = faults.filter((fault) => !shown.some((pointer) => isWithin(fault, pointer)));
  return others.length === 0 ? undefined : [...new Set(others.map(named))].join(' ');
};

/** Whether a change met another one: the resource is not the one that was read any more. */
export const isConflict = (failure: { code: string } | undefined): boolean =>
  failure?.code === 'precondition_failed' || failure?.code === 'precondition_required';
