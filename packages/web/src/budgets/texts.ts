import type { AboveBudget, ApprovalKind, ApprovalStatus, SpenderKind } from '@scrip/client';
import { language, type Language } from '../language/language.ts';

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
  asks: string;
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
  onlyForHelp: string;
  above: string;
  aboveWays: Record<AboveBudget, string>;
  /** A session of a spender sees its own budget. */
  own: { title: string; lead: string; none: string };
  approvals: {
    title: string;
    waiting: (count: number) => string;
    look: string;
    what: string;
    status: string;
    credits: string;
    kinds: Record<ApprovalKind, string>;
    statuses: Record<ApprovalStatus, string>;
    until: string;
    approve: string;
    decline: string;
    approved: string;
    declined: string;
    gone: string;
  };
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
  asks: 'asks beyond it',
  perCall: 'At most at once',
  perDay: 'At most a day',
  perMonth: 'At most a month',
  limitHelp: 'Credits. Leave it empty for no limit; 0 allows nothing.',
  notANumber: 'Enter a whole number from 0 on.',
  today: 'Used today',
  month: 'Used this month',
  held: 'Held',
  usedOf: (used, limit) => `${used} of ${limit}`,
  anew: 'anew',
  onlyForHelp:
    'Choose nothing, and it is for everything. What is not chosen is refused, also plain spends and invoices.',
  above: 'Beyond the budget',
  aboveWays: { refuse: 'Refuse', ask: 'Ask me' },
  own: {
    title: 'Your budget',
    lead: 'What you can spend of this account. Its owner sets the limits.',
    none: 'Your budget has ended',
  },
  approvals: {
    title: 'Requests beyond a budget',
    waiting: (count) => (count === 1 ? 'One request waits for you.' : `${count} requests wait for you.`),
    look: 'Decide',
    what: 'Request',
    status: 'State',
    credits: 'Credits',
    kinds: {
      spend: 'Spend',
      hold: 'Reservation',
      transfer: 'Transfer',
      order: 'Order',
      purchase: 'Purchase',
      invoice: 'Invoice',
    },
    statuses: {
      open: 'Waiting for the owner',
      approved: 'Approved',
      declined: 'Declined',
      expired: 'Not decided in time',
    },
    until: 'until',
    approve: 'Approve',
    decline: 'Decline',
    approved: 'Approved and done.',
    declined: 'Declined.',
    gone: 'Removed budget',
  },
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
  asks: 'fragt darüber hinaus',
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
  onlyForHelp:
    'Ohne Auswahl gilt es für alles. Was nicht gewählt ist, wird abgelehnt, auch einfache Ausgaben und Rechnungen.',
  above: 'Über das Budget hinaus',
  aboveWays: { refuse: 'Ablehnen', ask: 'Mich fragen' },
  own: {
    title: 'Ihr Budget',
    lead: 'Was Sie von diesem Konto ausgeben können. Die Grenzen setzt, wem es gehört.',
    none: 'Ihr Budget ist beendet',
  },
  approvals: {
    title: 'Anfragen über ein Budget hinaus',
    waiting: (count) => (count === 1 ? 'Eine Anfrage wartet auf Sie.' : `${count} Anfragen warten auf Sie.`),
    look: 'Entscheiden',
    what: 'Anfrage',
    status: 'Stand',
    credits: 'Guthaben',
    kinds: {
      spend: 'Ausgabe',
      hold: 'Reservierung',
      transfer: 'Übertragung',
      order: 'Bestellung',
      purchase: 'Kauf',
      invoice: 'Rechnung',
    },
    statuses: {
      open: 'Wartet auf den Inhaber',
      approved: 'Genehmigt',
      declined: 'Abgelehnt',
      expired: 'Nicht rechtzeitig entschieden',
    },
    until: 'bis',
    approve: 'Genehmigen',
    decline: 'Ablehnen',
    approved: 'Genehmigt und erledigt.',
    declined: 'Abgelehnt.',
    gone: 'Entferntes Budget',
  },
};

const texts: Record<Language, BudgetTexts> = { en, de };

export const budgetTexts = (): BudgetTexts => texts[language.value];
