import type { createRedemption } from '@scrip/client';
import type { Language } from '../core/language.ts';
import type { Refusals } from '../core/problems.ts';
import { creditsDe, creditsEn } from '../core/credits.ts';

type RedeemTexts = {
  title: string;
  label: string;
  hint: string;
  empty: string;
  redeem: string;
  another: string;
  added: (credits: string) => string;
  now: (available: string) => string;
  waitUntil: (time: string) => string;
  refusals: Refusals<typeof createRedemption>;
};

const en: RedeemTexts = {
  title: 'Redeem a code',
  label: 'Code',
  hint: 'Spaces, dashes and small letters make no difference.',
  empty: 'Enter a code.',
  redeem: 'Redeem code',
  another: 'Redeem another code',
  added: (credits) => `${creditsEn(credits)} added.`,
  now: (available) => `You have ${creditsEn(available)} available.`,
  waitUntil: (time) => `Too many invalid codes. Try again after ${time}.`,
  refusals: {
    not_found: 'This agency redeems no codes at the moment.',
    code_invalid:
      'This code is not valid. Check each character. After 3 invalid codes you have to wait 10 minutes.',
    code_restricted: 'This code is not valid for you or in your region.',
    code_already_used: 'You have already used this code.',
    code_exhausted: 'This code has been used up.',
    code_expired: 'This code has expired.',
    code_not_yet_valid: 'This code is not valid yet.',
    balance_limit: 'Your account cannot hold this many credits. Spend some first.',
    lot_limit: 'Your credits have too many different expiry dates or restrictions. Spend some first.',
    too_many_attempts: 'Too many invalid codes. Wait ten minutes, then try again.',
  },
};

const de: RedeemTexts = {
  title: 'Code einlösen',
  label: 'Code',
  hint: 'Leerzeichen, Striche und Kleinbuchstaben machen keinen Unterschied.',
  empty: 'Geben Sie einen Code ein.',
  redeem: 'Code einlösen',
  another: 'Weiteren Code einlösen',
  added: (credits) => `${creditsDe(credits)} gutgeschrieben.`,
  now: (available) => `Sie haben ${creditsDe(available)} verfügbar.`,
  waitUntil: (time) => `Zu viele ungültige Codes. Versuchen Sie es nach ${time} Uhr erneut.`,
  refusals: {
    not_found: 'Im Moment lassen sich keine Codes einlösen.',
    code_invalid:
      'Dieser Code ist nicht gültig. Prüfen Sie jedes Zeichen. Nach 3 ungültigen Codes müssen Sie 10 Minuten warten.',
    code_restricted: 'Dieser Code gilt nicht für Sie oder nicht in Ihrer Region.',
    code_already_used: 'Sie haben diesen Code schon eingelöst.',
    code_exhausted: 'Dieser Code ist aufgebraucht.',
    code_expired: 'Dieser Code ist abgelaufen.',
    code_not_yet_valid: 'Dieser Code gilt noch nicht.',
    balance_limit: 'So viel Guthaben kann Ihr Konto nicht aufnehmen. Geben Sie erst etwas davon aus.',
    lot_limit:
      'Ihr Guthaben hat zu viele verschiedene Verfallsdaten oder Einschränkungen. Geben Sie erst etwas davon aus.',
    too_many_attempts: 'Zu viele ungültige Codes. Warten Sie zehn Minuten und versuchen Sie es dann erneut.',
  },
};

export const redeemTexts: Record<Language, RedeemTexts> = { en, de };
