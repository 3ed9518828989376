import type {
  Allowance,
  AllowanceInput,
  AllowanceExpiry,
  AllowanceInterval,
  LotClass,
  OnlyFor,
} from '@scrip/client';
import { wholeFrom1 } from '../../language/whole.ts';
import { restrictionOf } from '../../restricted/things.ts';

/** What somebody typed: numbers as texts. */
export type AllowanceForm = {
  id: string;
  name: string;
  every: AllowanceInterval;
  startsOn: string;
  amount: string;
  class: LotClass;
  onlyFor: OnlyFor;
  expiry: AllowanceExpiry;
  expiryDays: string;
  rollOverUpTo: string;
  paused: boolean | undefined;
  endsOn: string | undefined;
};

/** @param startsOn a day such as 2026-11-28 */
export const emptyForm = (startsOn: string): AllowanceForm => ({
  id: '',
  name: '',
  every: 'month',
  startsOn,
  amount: '',
  class: 'promo',
  onlyFor: {},
  expiry: 'period_end',
  expiryDays: '',
  rollOverUpTo: '',
  paused: undefined,
  endsOn: undefined,
});

export const formOf = (allowance: Allowance): AllowanceForm => ({
  ...emptyForm(allowance.startsOn),
  ...allowance,
  amount: String(allowance.amount),
  class: allowance.class ?? 'promo',
  onlyFor: allowance.onlyFor ?? {},
  expiryDays: String(allowance.expiryDays ?? ''),
  rollOverUpTo: String(allowance.rollOverUpTo ?? ''),
});

/** Whether a text is neither empty nor a whole number from 1 on. */
export const isNoNumber = (text: string): boolean => text.trim() !== '' && wholeFrom1(text) === undefined;

/** The request that the form stands for; undefined while something that it needs is missing or no number. */
export const inputOf = (form: AllowanceForm): AllowanceInput | undefined => {
  const { every, startsOn, expiry, onlyFor, paused, endsOn } = form;
  const restriction = restrictionOf(onlyFor);
  const name = form.name.trim();
  const amount = wholeFrom1(form.amount);
  const expiryDays = expiry === 'days' ? wholeFrom1(form.expiryDays) : undefined;
  const rollOverUpTo = expiry === 'period_end' ? wholeFrom1(form.rollOverUpTo) : undefined;
  if (name === '' || startsOn === '' || amount === undefined) return undefined;
  if (expiry === 'days' && expiryDays === undefined) return undefined;
  if (expiry === 'period_end' && isNoNumber(form.rollOverUpTo)) return undefined;
  return {
    name,
    every,
    startsOn,
    amount,
    ...(form.class === 'paid' && { class: form.class }),
    ...(restriction && { onlyFor: restriction }),
    expiry,
    ...(expiryDays !== undefined && { expiryDays }),
    ...(rollOverUpTo !== undefined && { rollOverUpTo }),
    ...(paused === true && { paused }),
    ...(endsOn !== undefined && { endsOn }),
  };
};
