import { faultsOf } from '../../language/fault.ts';
import { faultAt, otherFaults } from '../form/faults.ts';
import { t } from '../texts.ts';
import type { Unreadable } from './input.ts';

type Failure = { code: string; title?: string | undefined } | undefined;

/** The fields that say their own faults. */
const SHOWN = [
  /^\/(?:name|currency|timeZone|defaultRegion|lowBalance|expiringSoonDays|providers|quoteMinutes|retentionDays)$/,
  /^\/(?:customAmount|purchaseRefunds|branding)\/\w+$/,
  /^\/customAmount\/bonusTiers\/\d+\/\w+$/,
  /^\/branding\/accent\/\w+$/,
  /^\/returnUrls(?:\/\d+)?$/,
  /^\/invoiceRates(?:\/\w+(?:\/\w+)?)?$/,
  /^\/requests\/(?:remindAfterHours|expireAfterDays|steps(?:\/\d+\/\w+)?)$/,
  /^\/requests\/methods\/\w+\/(?:instructions|details(?:\/\d+\/\w+)?)$/,
];

const isShown = (pointer: string): boolean => SHOWN.some((pattern) => pattern.test(pointer));

/** What is wrong at one place: what we could not read, else what the API says. */
export const faultIn = (unreadable: Unreadable, failure: Failure, pointer: string): string | undefined => {
  const local = unreadable.get(pointer);
  if (local === 'whole_number') return t.value.form.wholeNumber;
  if (local === 'amount') return t.value.form.noAmount;
  return faultAt(failure, pointer);
};

/** What the save bar says: that fields are marked, and all that no field shows. */
export const problemOf = (isUnreadable: boolean, failure: Failure): string | undefined => {
  if (isUnreadable) return t.value.form.someWrong;
  const pointers = faultsOf(failure).map(({ pointer }) => pointer);
  const shown = pointers.filter((pointer) => isShown(pointer));
  const others = otherFaults(failure, shown);
  return (
    [shown.length > 0 ? t.value.form.someWrong : undefined, others].filter(Boolean).join(' ') || undefined
  );
};
