import { en as accounts } from './accounts/texts.en.ts';
import { en as catalogue } from './catalogue/texts.en.ts';
import { en as changes } from './changes/texts.en.ts';
import { en as codes } from './codes/texts.en.ts';
import { en as events } from './events/texts.en.ts';
import { en as invoices } from './invoices/texts.en.ts';
import { en as orders } from './orders/texts.en.ts';
import { en as overview } from './overview/texts.en.ts';
import { en as reports } from './reports/texts.en.ts';
import { en as requests } from './requests/texts.en.ts';
import { en as settings } from './settings/texts.en.ts';
import { en as team } from './team/texts.en.ts';

/** What the console says. Each room has its own texts. */
export const en = {
  nav: {
    console: 'Console',
    search: 'Find a customer, reference or invoice',
    searchKey: 'Press / to search',
    waiting: (count: string) => `${count} waiting`,
    person: (name: string) => `${name}, settings and sign-out`,
    shortcuts: 'Keyboard shortcuts',
  },
  welcome: { title: 'Console', lead: 'Approve requests, help customers, and see what is outstanding.' },
  form: {
    save: 'Save changes',
    saved: 'Changes saved',
    discard: 'Discard changes',
    undo: 'Undo',
    undone: 'Undone',
    conflict: 'Somebody else changed this meanwhile',
    conflictHelp: 'Compare what changed, then keep yours or take theirs.',
    field: 'Field',
    wholeNumber: 'Enter a whole number.',
    noAmount: 'Enter an amount.',
    theirs: 'Theirs',
    yours: 'Yours',
    keepMine: 'Keep mine',
    takeTheirs: 'Take theirs',
    csv: 'CSV',
    newOne: 'New',
    edit: 'Edit',
    remove: 'Remove',
    preview: 'What customers see',
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
