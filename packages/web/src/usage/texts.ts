import type { UsageRefusal } from '@scrip/client';
import { language, type Language } from '../language/language.ts';

/** What portal and console say of metered usage. They come with the first page that shows some. */
type UsageTexts = {
  title: string;
  lead: string;
  month: string;
  byMeter: string;
  byDay: string;
  day: string;
  meter: string;
  units: string;
  credits: string;
  notCharged: string;
  wholeCredits: string;
  /** @param quantity such as `1,000`, of a unit that the agency named */
  of: (quantity: string, unit: string | undefined) => string;
  charged: (quantity: string, events: string | undefined) => string;
  prices: string;
  price: string;
  /** @param credits such as `3 credits` @param units such as `1,000`, of a unit that the agency named */
  priceOf: (credits: string, units: string, unit: string) => string;
  none: (month: string) => string;
  noneLead: string;
  isPart: string;
  history: string;
  refused: string;
  refusedLead: string;
  noneRefused: string;
  date: string;
  reason: string;
  refusals: Record<UsageRefusal, string>;
};

const en: UsageTexts = {
  title: 'Usage',
  lead: 'What was used of what is sold by use, on the day on which it was used.',
  month: 'Month',
  byMeter: 'By meter',
  byDay: 'By day',
  day: 'Day',
  meter: 'Meter',
  units: 'Units',
  credits: 'Credits',
  notCharged: 'Not charged',
  wholeCredits: 'Credits are charged whole. What is left of one counts toward the next usage.',
  of: (quantity, unit) => (unit === undefined ? quantity : `${quantity} × ${unit}`),
  charged: (quantity, events) =>
    events === undefined ? `${quantity} units` : `${quantity} units, reported ${events} times`,
  prices: 'Prices',
  price: 'Price',
  priceOf: (credits, units, unit) => `${credits} per ${units} × ${unit}`,
  none: (month) => `No usage in ${month}`,
  noneLead: 'Usage shows here within seconds after it is charged.',
  isPart: 'This month has more usage than this page adds up. The figures are of its first part.',
  history: 'In the history',
  refused: 'Refused usage',
  refusedLead: 'It was not charged, and will not be.',
  noneRefused: 'No refused usage',
  date: 'Date',
  reason: 'Reason',
  refusals: {
    unknown_meter: 'No such meter',
    insufficient_credits: 'Too few credits',
    account_in_debt: 'In debt',
    credit_limit: 'Beyond the credit limit',
    carry_limit: 'Too many fractions of credits',
    unknown_spender: 'No such spender',
    spender_restricted: 'Not what the spender may spend on',
    budget_per_call: 'Beyond the limit of one call',
    budget_per_day: 'Beyond the limit of the day',
    budget_per_month: 'Beyond the limit of the month',
  },
};

const de: UsageTexts = {
  title: 'Nutzung',
  lead: 'Was genutzt wurde und nach Nutzung berechnet wird, am Tag der Nutzung.',
  month: 'Monat',
  byMeter: 'Nach Zähler',
  byDay: 'Nach Tag',
  day: 'Tag',
  meter: 'Zähler',
  units: 'Einheiten',
  credits: 'Punkte',
  notCharged: 'Nicht berechnet',
  wholeCredits: 'Berechnet werden ganze Punkte. Was von einem übrig ist, zählt zur nächsten Nutzung.',
  of: (quantity, unit) => (unit === undefined ? quantity : `${quantity} × ${unit}`),
  charged: (quantity, events) =>
    events === undefined ? `${quantity} Einheiten` : `${quantity} Einheiten, ${events}-mal gemeldet`,
  prices: 'Preise',
  price: 'Preis',
  priceOf: (credits, units, unit) => `${credits} je ${units} × ${unit}`,
  none: (month) => `Keine Nutzung im ${month}`,
  noneLead: 'Nutzung zeigt sich hier wenige Sekunden, nachdem sie berechnet ist.',
  isPart:
    'Dieser Monat hat mehr Nutzung, als diese Seite zusammenzählt. Die Zahlen gelten für seinen ersten Teil.',
  history: 'Im Verlauf',
  refused: 'Abgelehnte Nutzung',
  refusedLead: 'Sie wurde nicht berechnet und wird es auch nicht.',
  noneRefused: 'Keine abgelehnte Nutzung',
  date: 'Datum',
  reason: 'Grund',
  refusals: {
    unknown_meter: 'Unbekannter Zähler',
    insufficient_credits: 'Zu wenig Guthaben',
    account_in_debt: 'Im Minus',
    credit_limit: 'Über dem Kreditrahmen',
    carry_limit: 'Zu viele Bruchteile von Punkten',
    unknown_spender: 'Unbekanntes Budget',
    spender_restricted: 'Dafür gilt das Budget nicht',
    budget_per_call: 'Über der Grenze je Ausgabe',
    budget_per_day: 'Über der Grenze des Tages',
    budget_per_month: 'Über der Grenze des Monats',
  },
};

const texts: Record<Language, UsageTexts> = { en, de };

export const usageTexts = (): UsageTexts => texts[language.value];
