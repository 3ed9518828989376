import type { OnlyFor, PromoBatchInput } from '@scrip/client';
import { endOfDay, startOfDay } from '../../language/calendar.ts';
import { wholeFrom1 } from '../../language/whole.ts';
import { restrictionOf } from '../../restricted/things.ts';

/** What somebody typed, as texts. */
export type CodesForm = {
  kind: 'random' | 'worded';
  name: string;
  credits: string;
  codes: string;
  code: string;
  usesPerCode: string;
  usesPerAccount: string;
  from: string;
  to: string;
  expiry: 'never' | 'after' | 'at';
  days: string;
  day: string;
  regions: string;
  onlyFor: OnlyFor;
};

export const EMPTY_FORM: CodesForm = {
  kind: 'random',
  name: '',
  credits: '',
  codes: '10',
  code: '',
  usesPerCode: '',
  usesPerAccount: '',
  from: '',
  to: '',
  expiry: 'never',
  days: '',
  day: '',
  regions: '',
  onlyFor: {},
};

const expiryOf = ({ expiry, days, day }: CodesForm): Pick<PromoBatchInput, 'creditsExpire'> => {
  const afterDays = wholeFrom1(days);
  if (expiry === 'after' && afterDays !== undefined) return { creditsExpire: { afterDays } };
  return expiry === 'at' && day !== '' ? { creditsExpire: { at: endOfDay(day) } } : {};
};

/** The request that the form stands for; undefined while something that it needs is missing. */
export const inputOf = (form: CodesForm): PromoBatchInput | undefined => {
  const credits = wholeFrom1(form.credits);
  const codes = wholeFrom1(form.codes);
  const usesPerCode = wholeFrom1(form.usesPerCode);
  const usesPerAccount = wholeFrom1(form.usesPerAccount);
  const regions = form.regions.split(',').flatMap((region) => region.trim() || []);
  const onlyFor = restrictionOf(form.onlyFor);
  if (form.name.trim() === '' || credits === undefined) return undefined;
  if (form.kind === 'random' ? codes === undefined : form.code.trim() === '') return undefined;
  return {
    name: form.name.trim(),
    credits,
    ...(form.kind === 'random' ? { codes } : { code: form.code.trim() }),
    ...(usesPerCode !== undefined && { usesPerCode }),
    ...(usesPerAccount !== undefined && { usesPerAccount }),
    ...(form.from !== '' && { from: startOfDay(form.from) }),
    ...(form.to !== '' && { to: endOfDay(form.to) }),
    ...(regions.length > 0 && { eligibility: { regions } }),
    ...(onlyFor && { onlyFor }),
    ...expiryOf(form),
  };
};
