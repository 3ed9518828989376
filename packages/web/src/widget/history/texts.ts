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
  restricted: string;
  ofWhich: (credits: string) => string;
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
  restricted: 'only for some things',
  ofWhich: (credits) => `${credits} only for some things`,
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
  restricted: 'nur für manches',
  ofWhich: (credits) => `${credits} nur für manches`,
  older: 'Ältere zeigen',
  none: 'Noch kein Guthaben.',
  refresh: 'Aktualisieren',
  added: (count) => `${count} Einträge werden gezeigt.`,
  kinds: entryKinds.de,
};

export const historyTexts: Record<Language, HistoryTexts> = { en, de };
