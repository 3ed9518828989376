import type { Fault } from '@scrip/client';
import { textFault } from '../../language/fault.ts';
import { number } from '../../language/format.ts';
import { t } from '../texts.ts';

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

const formatText = ({ pointer, format }: Fault): string | undefined => {
  const name = format ?? PATTERNS.find(([pattern]) => pattern.test(pointer))?.[1];
  return name && t.value.form.faults.formats[name];
};

const smallText = ({ pointer, minimum, unit }: Fault): string => {
  const { faults } = t.value.form;
  if (minimum === undefined || IN_MINOR_UNITS.test(pointer)) return faults.tooSmall;
  return unit === undefined ? faults.atLeast(number(minimum)) : faults.fewest(minimum);
};

const bigText = ({ pointer, maximum, unit }: Fault): string => {
  const { faults } = t.value.form;
  if (maximum === undefined || IN_MINOR_UNITS.test(pointer)) return faults.tooBig;
  return unit === undefined ? faults.atMost(number(maximum)) : faults.most(maximum);
};

const orderText = ({ pointer }: Fault): string => {
  const { faults } = t.value.form;
  if (pointer.endsWith('/minimum')) return faults.minimum;
  return pointer.endsWith('/expiresAt') ? faults.later : faults.order;
};

const ownText = (fault: Fault): string | undefined => {
  switch (fault.code) {
    case 'invalid_format':
      return formatText(fault);
    case 'too_small':
      return smallText(fault);
    case 'too_big':
      return bigText(fault);
    case 'wrong_order':
      return orderText(fault);
    case 'invalid_type':
    case 'invalid_value':
    case 'unrecognized_keys':
    case 'not_unique':
    case 'in_the_past':
    case 'low_contrast':
    case 'read_only':
      return t.value.form.faults.reasons[fault.code];
    case 'required':
    case 'not_chargeable':
      return undefined;
  }
};

/** What is wrong with a field, in the reader's language; the API's own English words where it gives no reason. */
export const faultText = (fault: Fault): string =>
  (fault.code === 'invalid_format' ? formatText(fault) : undefined) ??
  textFault(fault) ??
  ownText(fault) ??
  fault.message;
