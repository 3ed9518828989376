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
    search: 'Find a customer',
    waiting: (count: string) => `${count} waiting`,
    person: (name: string) => `${name}, settings and sign-out`,
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
    edit: 'Edit',
    preview: 'What customers see',
    unsaved: 'You have changes that are not saved.',
    someWrong: 'Nothing was saved. Look at the marked fields.',
    moveUp: (what: string) => `Move ${what} up`,
    moveDown: (what: string) => `Move ${what} down`,
    removeNamed: (what: string) => `Remove ${what}`,
    leaveTitle: 'Leave without saving?',
    leaveBody: 'Your changes on this page are lost.',
    leave: 'Leave without saving',
    stay: 'Keep editing',
    copiedIt: 'I have copied it',
    fields: {
      id: 'ID',
      name: 'Name',
      description: 'Description',
      category: 'Category',
      price: 'Price',
      regionalPrices: 'Prices by country',
      credits: 'Credits',
      bonusCredits: 'Bonus credits',
      variants: 'Variants',
      release: 'Version and file',
      promotions: 'Promotions',
      discount: 'Discount',
      eligibility: 'Who can buy',
      creditsExpire: 'Expiry of the credits',
      account: 'Customer',
      uploadId: 'Picture',
      steps: 'Steps',
      methods: 'Ways to pay',
      customAmount: 'Any amount',
      branding: 'Branding',
    },
    problems: {
      own_request: 'You cannot decide your own request.',
      already_decided: 'You have already decided a step of this request. Somebody else decides the next.',
      role_missing: 'You lack the role that this step needs.',
      step_not_current: 'This request has moved on. Look at it again.',
      request_not_pending: 'This request is already decided.',
      precondition_failed: 'Somebody else changed this meanwhile.',
      person_required: 'Only a person who signed in can do this, not an API key.',
      scope_not_held: 'You can only give rights that you have yourself.',
      role_not_held: 'You can only give roles that you have yourself.',
      missing_scope: 'Your rights do not allow this.',
      email_in_use: 'This address belongs to somebody else.',
      api_key_limit: 'You have reached the limit of API keys. Revoke one first.',
      endpoint_limit: 'You have reached the limit of endpoints. Delete one first.',
      endpoint_not_allowed: 'Events cannot be sent to this address. It has to be https and public.',
      endpoint_disabled: 'This endpoint is disabled. Enable it first.',
      rotation_too_soon: 'The secret was changed too often within 24 hours.',
    },
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
