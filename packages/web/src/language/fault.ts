import type { Fault } from '@scrip/client';
import { common } from './texts.ts';
import { number } from './format.ts';

type Failure = { code: string; faults?: Fault[] | undefined };

const isWithFaults = (failure: { code: string }): failure is Failure =>
  'faults' in failure && Array.isArray(failure.faults);

/** All that the API says is wrong with a request. */
export const faultsOf = (failure: { code: string } | undefined): Fault[] =>
  failure && isWithFaults(failure) ? (failure.faults ?? []) : [];

/** Whose bounds are minor units of a currency, which nobody types. */
const IN_MINOR_UNITS = /\/(?:price|money|invoiceRates\/\w+)\/amount$|\/unitPrice$/;

/** The forms that the API describes by a pattern, by the place of the field. */
const PATTERNS = [
  [/\/email$/, 'email'],
  [/\/accent\/\w+$/, 'colour'],
  [/\/currency$|^\/invoiceRates\/[^/]*$/, 'currency'],
  [/^\/code$/, 'code'],
  [/\/roles?(?:\/\d+)?$/, 'role'],
  [/\/steps\/\d+\/name$/, 'step'],
  [/\/(?:regionalPrices|regions)\/[^/]*$|\/defaultRegion$/, 'region'],
  [/(?:^|\/)id$/, 'id'],
  [/\/object$/, 'object'],
] as const;

const formatText = ({ pointer, format }: Fault): string => {
  const name = format ?? PATTERNS.find(([pattern]) => pattern.test(pointer))?.[1];
  return name === undefined ? common.value.faults.characters : common.value.faults.formats[name];
};

const smallText = ({ minimum, unit }: Fault): string => {
  const { faults } = common.value;
  if (minimum === undefined) return faults.tooSmall;
  if (unit === undefined) return faults.atLeast(number(minimum));
  return minimum === 1 && unit === 'characters' ? faults.reasons.required : faults.fewest[unit](minimum);
};

const bigText = ({ maximum, unit }: Fault): string => {
  const { faults } = common.value;
  if (maximum === undefined) return faults.tooBig;
  return unit === undefined ? faults.atMost(number(maximum)) : faults.most[unit](maximum);
};

const orderText = (pointer: string): string => {
  const { minimum, later, order } = common.value.faults;
  if (pointer.endsWith('/minimum')) return minimum;
  return pointer.endsWith('/expiresAt') ? later : order;
};

/** What is wrong with a field, in the reader's language; the API's own English words where it gives no reason. */
export const faultText = ({ minimum, maximum, ...fault }: Fault): string => {
  const bounded = IN_MINOR_UNITS.test(fault.pointer) ? fault : { ...fault, minimum, maximum };
  switch (fault.code) {
    case undefined:
      return fault.message;
    case 'invalid_format':
      return formatText(fault);
    case 'too_small':
      return smallText(bounded);
    case 'too_big':
      return bigText(bounded);
    case 'wrong_order':
      return orderText(fault.pointer);
    case 'required':
    case 'invalid_type':
    case 'invalid_value':
    case 'unrecognized_keys':
    case 'not_unique':
    case 'in_the_past':
    case 'low_contrast':
    case 'read_only':
      return common.value.faults.reasons[fault.code];
  }
};
