import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['orders'] = {
  title: 'Bestellungen',
  what: 'die Bestellungen',
  none: 'Hier gibt es keine Bestellungen',
  noneHelp: 'Was Kunden unter Ihren Leistungen bestellen, erscheint hier.',
  status: 'Status',
  everyStatus: 'Alle Status',
  service: 'Leistung',
  account: 'Kunde',
  date: 'Datum',
  credits: 'Guthaben',
  set: (service) => `Status von ${service}`,
  saved: (status) => `Status ist jetzt: ${status}`,
  refund: 'Erstatten',
  refundTitle: (service) => `${service} erstatten?`,
  refundBody: 'Der Kunde erhält das ganze Guthaben zurück. Danach ist der Status endgültig.',
  refundDeed: (amount) => `${amount} erstatten`,
  refunded: (amount) => `${amount} erstattet`,
  onlyOf: (account) => `Nur von ${account}`,
  actions: 'Aktionen',
};
