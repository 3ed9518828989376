import type { SpenderKind } from '@scrip/client';
import { language, type Language } from '../../language/language.ts';

/** What the pages about budgets say. They come with their route. */
type BudgetTexts = {
  title: string;
  lead: string;
  none: string;
  noneLead: string;
  make: string;
  change: string;
  remove: string;
  removed: string;
  saved: string;
  save: string;
  removeTitle: (name: string) => string;
  removeBody: string;
  name: string;
  kind: string;
  kinds: Record<SpenderKind, string>;
  restricted: string;
  perCall: string;
  perDay: string;
  perMonth: string;
  limitHelp: string;
  notANumber: string;
  today: string;
  month: string;
  held: string;
  usedOf: (used: string, limit: string) => string;
  anew: string;
};

const en: BudgetTexts = {
  title: 'Budgets',
  lead: 'Who else spends your credits, and how many at most. Agents and devices get their access from the shop.',
  none: 'No budgets yet',
  noneLead: 'Give a member, a device or an agent a limit for each day or month.',
  make: 'New budget',
  change: 'Change',
  remove: 'Remove',
  removed: 'Removed.',
  saved: 'Saved.',
  save: 'Save',
  removeTitle: (name) => `Remove ${name}?`,
  removeBody: 'It can spend nothing from then on. What it spent stays in your history.',
  name: 'Name',
  kind: 'Kind',
  kinds: { member: 'Member', device: 'Device', api_key: 'API key', agent: 'Agent' },
  restricted: 'for some things only',
  perCall: 'At most at once',
  perDay: 'At most a day',
  perMonth: 'At most a month',
  limitHelp: 'Credits. Leave it empty for no limit; 0 allows nothing.',
  notANumber: 'Enter a whole number from 0 on.',
  today: 'Used today',
  month: 'Used this month',
  held: 'Reserved',
  usedOf: (used, limit) => `${used} of ${limit}`,
  anew: 'anew',
};

const de: BudgetTexts = {
  title: 'Budgets',
  lead: 'Wer außer Ihnen Ihr Guthaben ausgibt, und wie viel höchstens. Den Zugang für Agenten und Geräte gibt der Shop.',
  none: 'Noch keine Budgets',
  noneLead: 'Geben Sie einem Mitglied, einem Gerät oder einem Agenten eine Grenze für jeden Tag oder Monat.',
  make: 'Neues Budget',
  change: 'Ändern',
  remove: 'Entfernen',
  removed: 'Entfernt.',
  saved: 'Gespeichert.',
  save: 'Speichern',
  removeTitle: (name) => `${name} entfernen?`,
  removeBody: 'Von da an lässt sich damit nichts ausgeben. Was ausgegeben wurde, bleibt in Ihrem Verlauf.',
  name: 'Name',
  kind: 'Art',
  kinds: { member: 'Mitglied', device: 'Gerät', api_key: 'API-Schlüssel', agent: 'Agent' },
  restricted: 'nur für manches',
  perCall: 'Höchstens auf einmal',
  perDay: 'Höchstens am Tag',
  perMonth: 'Höchstens im Monat',
  limitHelp: 'Punkte. Leer heißt ohne Grenze, 0 erlaubt nichts.',
  notANumber: 'Geben Sie eine ganze Zahl ab 0 ein.',
  today: 'Heute verbraucht',
  month: 'Diesen Monat verbraucht',
  held: 'Reserviert',
  usedOf: (used, limit) => `${used} von ${limit}`,
  anew: 'neu',
};

const texts: Record<Language, BudgetTexts> = { en, de };

export const budgetTexts = (): BudgetTexts => texts[language.value];
