import type { EntryKind } from '@scrip/client';
import { entryKinds } from '../../language/entry-kinds.ts';
import type { Language } from '../core/language.ts';

type HistoryTexts = {
  title: string;
  date: string;
  entry: string;
  reference: string;
  amount: string;
  balance: string;
  /** All of an entry, or a part of it, is for some things only. */
  only: (names: string) => string;
  ofWhich: (credits: string, names: string) => string;
  older: string;
  none: string;
  refresh: string;
  added: (count: string) => string;
  kinds: Record<EntryKind, string>;
};

const en: HistoryTexts = {
  title: 'History',
  date: 'Date',
  entry: 'Entry',
  reference: 'Reference',
  amount: 'Credits',
  balance: 'Balance',
  only: (names) => `only for ${names}`,
  ofWhich: (credits, names) => `${credits} only for ${names}`,
  older: 'Show older',
  none: 'No credits yet.',
  refresh: 'Refresh',
  added: (count) => `${count} entries shown.`,
  kinds: entryKinds.en,
};

const de: HistoryTexts = {
  title: 'Verlauf',
  date: 'Datum',
  entry: 'Eintrag',
  reference: 'Referenz',
  amount: 'Guthaben',
  balance: 'Stand',
  only: (names) => `nur für ${names}`,
  ofWhich: (credits, names) => `${credits} nur für ${names}`,
  older: 'Ältere zeigen',
  none: 'Noch kein Guthaben.',
  refresh: 'Aktualisieren',
  added: (count) => `${count} Einträge werden gezeigt.`,
  kinds: entryKinds.de,
};

export const historyTexts: Record<Language, HistoryTexts> = { en, de };
