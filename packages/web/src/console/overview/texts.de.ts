import { number, plural } from '../../language/format.ts';
import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['overview'] = {
  title: 'Überblick',
  what: 'die Zahlen',
  period: 'Zeitraum',
  periods: { days: '30 Tage', weeks: '12 Wochen', months: '12 Monate' },
  sold: 'Verkauft',
  noSales: 'Keine Verkäufe',
  spent: 'Ausgegeben',
  outstanding: 'Ausstehend',
  byClass: (paid, promo) => `${paid} bezahlt, ${promo} geschenkt`,
  waiting: 'Wartet auf Sie',
  nothingWaits: 'Nichts wartet',
  oldest: (when) => `Ältester: ${when}`,
  chart: 'Verkauft und ausgegeben',
  outstandingChart: 'Ausstehendes Guthaben',
  needsYou: 'Braucht Sie',
  requests: (count) => `${number(count)} ${plural(count, 'Antrag', 'Anträge')}`,
  debts: 'Konten mit Schulden',
  differs: (count) =>
    `${number(count)} ${plural(count, 'Zahlung stimmt', 'Zahlungen stimmen')} nicht überein`,
  agrees: 'Bücher und Zahlungen stimmen überein',
  notChecked: 'Bücher und Zahlungen wurden noch nicht verglichen',
};
