import { de as accounts } from './accounts/texts.de.ts';
import { de as catalogue } from './catalogue/texts.de.ts';
import { de as changes } from './changes/texts.de.ts';
import { de as codes } from './codes/texts.de.ts';
import { de as events } from './events/texts.de.ts';
import { de as invoices } from './invoices/texts.de.ts';
import { de as orders } from './orders/texts.de.ts';
import { de as overview } from './overview/texts.de.ts';
import { de as reports } from './reports/texts.de.ts';
import { de as requests } from './requests/texts.de.ts';
import { de as settings } from './settings/texts.de.ts';
import { de as team } from './team/texts.de.ts';
import type { ConsoleTexts } from './texts.ts';

export const de: ConsoleTexts = {
  nav: {
    console: 'Konsole',
    search: 'Kunde, Referenz oder Rechnung finden',
    searchKey: 'Zum Suchen / drücken',
    waiting: (count) => `${count} offen`,
    person: (name) => `${name}, Einstellungen und Abmelden`,
    shortcuts: 'Tastenkürzel',
  },
  welcome: {
    title: 'Konsole',
    lead: 'Anträge entscheiden, Kunden helfen und sehen, was aussteht.',
  },
  form: {
    save: 'Änderungen speichern',
    saved: 'Änderungen gespeichert',
    discard: 'Änderungen verwerfen',
    undo: 'Rückgängig',
    undone: 'Rückgängig gemacht',
    conflict: 'Jemand anderes hat das inzwischen geändert',
    conflictHelp: 'Vergleichen Sie die Änderungen und behalten Sie Ihre oder übernehmen Sie die anderen.',
    field: 'Feld',
    wholeNumber: 'Geben Sie eine ganze Zahl ein.',
    noAmount: 'Geben Sie einen Betrag ein.',
    theirs: 'Andere',
    yours: 'Ihre',
    keepMine: 'Meine behalten',
    takeTheirs: 'Andere übernehmen',
    csv: 'CSV',
    newOne: 'Neu',
    edit: 'Bearbeiten',
    remove: 'Entfernen',
    preview: 'Was Kunden sehen',
  },
  accounts,
  catalogue,
  changes,
  codes,
  events,
  invoices,
  orders,
  overview,
  reports,
  requests,
  settings,
  team,
};
