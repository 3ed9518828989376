import type { Language } from '../core/language.ts';

type BalanceTexts = {
  credits: string;
  available: (count: number) => string;
  unit: (count: number) => string;
  low: string;
  none: string;
  debt: string;
  owe: (count: string) => string;
  oweMore: (count: string) => string;
  ways: string;
  expire: (count: string, date: string) => string;
  held: (balance: string, held: string) => string;
  asOf: (time: string) => string;
  refresh: string;
  buy: string;
  redeem: string;
  history: string;
};

const en: BalanceTexts = {
  credits: 'Credits',
  available: (count) => (count === 1 ? 'credit available' : 'credits available'),
  unit: (count) => (count === 1 ? 'credit' : 'credits'),
  low: 'Low',
  none: 'No credits',
  debt: 'In debt',
  owe: (count) => `You owe ${count}`,
  oweMore: (count) => `You owe ${count} credits. The next credits pay this first.`,
  ways: 'Buy credits or redeem a code.',
  expire: (count, date) => `${count} credits expire on ${date}.`,
  held: (balance, held) => `Balance ${balance}, of which ${held} held.`,
  asOf: (time) => `as of ${time}`,
  refresh: 'Refresh',
  buy: 'Buy credits',
  redeem: 'Redeem code',
  history: 'See history',
};

const de: BalanceTexts = {
  credits: 'Guthaben',
  available: (count) => (count === 1 ? 'Guthabenpunkt verfügbar' : 'Guthabenpunkte verfügbar'),
  unit: (count) => (count === 1 ? 'Guthabenpunkt' : 'Guthabenpunkte'),
  low: 'Niedrig',
  none: 'Kein Guthaben',
  debt: 'Im Minus',
  owe: (count) => `Sie schulden ${count}`,
  oweMore: (count) => `Sie schulden ${count} Guthabenpunkte. Das nächste Guthaben begleicht das zuerst.`,
  ways: 'Kaufen Sie Guthaben oder lösen Sie einen Code ein.',
  expire: (count, date) => `${count} Guthabenpunkte verfallen am ${date}.`,
  held: (balance, held) => `Kontostand ${balance}, davon ${held} reserviert.`,
  asOf: (time) => `Stand ${time}`,
  refresh: 'Aktualisieren',
  buy: 'Guthaben kaufen',
  redeem: 'Code einlösen',
  history: 'Verlauf ansehen',
};

export const balanceTexts: Record<Language, BalanceTexts> = { en, de };
