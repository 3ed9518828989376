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
  /** Somebody else changed the budget that is being changed. */
  conflict: string;
  theirs: string;
  takeTheirs: string;
  keepMine: string;
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
  keys: {
    title: string;
    none: string;
    noneLead: string;
    /** For who came by a link. */
    signIn: string;
    make: string;
    spender: string;
    name: string;
    nameHelp: string;
    created: string;
    lastUsed: string;
    expires: string;
    expiresHelp: string;
    expired: string;
    never: string;
    made: string;
    once: string;
    key: string;
    copied: string;
    revoke: string;
    revokeTitle: (name: string) => string;
    revokeBody: string;
    revoked: (name: string) => string;
    neverUsed: string;
    lastUse: (day: string) => string;
    problems: Readonly<Record<'api_key_limit' | 'key_already_shown' | 'person_required', string>>;
  };
  approvals: {
    title: string;
    waiting: (count: number) => string;
    look: string;
    what: string;
    who: string;
    status: string;
    none: string;
    noneLead: string;
    every: string;
    onlyOf: (account: string) => string;
    ofEverybody: string;
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
  lead: 'Who else spends your credits, and how many at most. Agents and devices spend with a key of their own.',
  none: 'No budgets yet',
  noneLead: 'Give a member, a device or an agent a limit for each day or month.',
  make: 'New budget',
  change: 'Change',
  remove: 'Remove',
  removed: 'Removed.',
  saved: 'Saved.',
  conflict: 'Somebody else changed this meanwhile. Keep yours, or take theirs.',
  theirs: 'Theirs',
  takeTheirs: 'Take theirs',
  keepMine: 'Keep mine',
  save: 'Save',
  removeTitle: (name) => `Remove ${name}?`,
  removeBody:
    'It can spend nothing from then on, and its keys stop working. What it spent stays in the history.',
  name: 'Name',
  kind: 'Kind',
  kinds: { member: 'Member', device: 'Device', api_key: 'API key', agent: 'Agent' },
  restricted: 'for some things only',
  asks: 'asks beyond it',
  perCall: 'At most at a time',
  perDay: 'At most a day',
  perMonth: 'At most a month',
  limitHelp: 'Credits. Leave it empty for no limit; 0 allows nothing.',
  notANumber: 'Enter a whole number from 0 on.',
  today: 'Used today',
  month: 'Used this month',
  held: 'Held',
  usedOf: (used, limit) => `${used} of ${limit}`,
  anew: 'starts anew',
  onlyForHelp:
    'Choose nothing, and it is for everything. What is not chosen is refused, also plain spends and invoices.',
  above: 'Beyond the budget',
  aboveWays: { refuse: 'Refuse', ask: 'Ask the owner' },
  own: {
    title: 'Your budget',
    lead: 'What you can spend of this account. Its owner sets the limits.',
    none: 'Your budget has ended',
  },
  keys: {
    title: 'Keys',
    none: 'No keys yet',
    noneLead: 'An agent, a device or a service spends with a key, and never more than its budget.',
    signIn: 'Sign in with your own account to create a key.',
    make: 'Create a key',
    spender: 'Budget',
    name: 'Name',
    nameHelp: 'Where the key is used, such as “Build server”.',
    created: 'Created',
    lastUsed: 'Last used',
    expires: 'Expires',
    expiresHelp: 'Until the end of this day. Empty: until it is revoked.',
    expired: 'Expired',
    never: 'Never',
    made: 'Key created',
    once: 'Copy the key now. It is never shown again.',
    key: 'Key',
    copied: 'I have copied it',
    revoke: 'Revoke',
    revokeTitle: (name) => `Revoke ${name}?`,
    revokeBody: 'Whatever uses this key stops working within a minute. This cannot be undone.',
    revoked: (name) => `${name} is revoked`,
    neverUsed: 'It was never used.',
    lastUse: (when) => `It was last used on ${when}.`,
    problems: {
      api_key_limit: 'There are 50 keys. Revoke one first.',
      key_already_shown: 'This key was already created and shown. Revoke it, and create another.',
      person_required: 'Sign in with your own account to create a key.',
    },
  },
  approvals: {
    title: 'Requests beyond a budget',
    waiting: (count) => (count === 1 ? 'One request waits for you.' : `${count} requests wait for you.`),
    look: 'Decide',
    what: 'Request',
    who: 'Who',
    status: 'State',
    none: 'No requests here',
    noneLead: 'What spenders ask for beyond their budgets appears here. The owner of the account decides.',
    every: 'Every state',
    onlyOf: (account) => `Only of ${account}`,
    ofEverybody: 'Show all',
    credits: 'Credits',
    kinds: {
      spend: 'Spend',
      hold: 'Reservation',
      transfer: 'Transfer',
      gift: 'Gift',
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
  lead: 'Wer außer Ihnen Ihr Guthaben ausgibt, und wie viel höchstens. Agenten und Geräte bekommen einen eigenen Schlüssel.',
  none: 'Noch keine Budgets',
  noneLead: 'Geben Sie einem Mitglied, einem Gerät oder einem Agenten eine Grenze für jeden Tag oder Monat.',
  make: 'Neues Budget',
  change: 'Ändern',
  remove: 'Entfernen',
  removed: 'Entfernt.',
  saved: 'Gespeichert.',
  conflict:
    'Jemand anderes hat das inzwischen geändert. Behalten Sie Ihre Fassung, oder übernehmen Sie die andere.',
  theirs: 'Andere Fassung',
  takeTheirs: 'Andere übernehmen',
  keepMine: 'Meine behalten',
  save: 'Speichern',
  removeTitle: (name) => `${name} entfernen?`,
  removeBody:
    'Von da an lässt sich damit nichts ausgeben, und die Schlüssel gelten nicht mehr. Was ausgegeben wurde, bleibt im Verlauf.',
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
  anew: 'beginnt neu am',
  onlyForHelp:
    'Ohne Auswahl gilt es für alles. Was nicht gewählt ist, wird abgelehnt, auch einfache Ausgaben und Rechnungen.',
  above: 'Über das Budget hinaus',
  aboveWays: { refuse: 'Ablehnen', ask: 'Den Inhaber fragen' },
  own: {
    title: 'Ihr Budget',
    lead: 'Was Sie von diesem Konto ausgeben können. Die Grenzen setzt, wem es gehört.',
    none: 'Ihr Budget ist beendet',
  },
  keys: {
    title: 'Schlüssel',
    none: 'Noch keine Schlüssel',
    noneLead:
      'Ein Agent, ein Gerät oder ein Dienst gibt mit einem Schlüssel aus, und nie mehr als sein Budget.',
    signIn: 'Melden Sie sich mit Ihrem eigenen Konto an, um einen Schlüssel anzulegen.',
    make: 'Schlüssel anlegen',
    spender: 'Budget',
    name: 'Name',
    nameHelp: 'Wo der Schlüssel verwendet wird, zum Beispiel „Build-Server“.',
    created: 'Angelegt',
    lastUsed: 'Zuletzt verwendet',
    expires: 'Läuft ab',
    expiresHelp: 'Gilt bis zum Ende dieses Tages. Leer: bis er widerrufen wird.',
    expired: 'Abgelaufen',
    never: 'Nie',
    made: 'Schlüssel angelegt',
    once: 'Kopieren Sie den Schlüssel jetzt. Er wird nie wieder gezeigt.',
    key: 'Schlüssel',
    copied: 'Ich habe ihn kopiert',
    revoke: 'Widerrufen',
    revokeTitle: (name) => `${name} widerrufen?`,
    revokeBody:
      'Was diesen Schlüssel verwendet, funktioniert innerhalb einer Minute nicht mehr. Das lässt sich nicht rückgängig machen.',
    revoked: (name) => `${name} ist widerrufen`,
    neverUsed: 'Er wurde nie verwendet.',
    lastUse: (when) => `Zuletzt verwendet am ${when}.`,
    problems: {
      api_key_limit: 'Es gibt schon 50 Schlüssel. Widerrufen Sie zuerst einen.',
      key_already_shown:
        'Dieser Schlüssel wurde schon angelegt und gezeigt. Widerrufen Sie ihn und legen Sie einen neuen an.',
      person_required: 'Melden Sie sich mit Ihrem eigenen Konto an, um einen Schlüssel anzulegen.',
    },
  },
  approvals: {
    title: 'Anfragen über ein Budget hinaus',
    waiting: (count) => (count === 1 ? 'Eine Anfrage wartet auf Sie.' : `${count} Anfragen warten auf Sie.`),
    look: 'Entscheiden',
    what: 'Anfrage',
    who: 'Von',
    status: 'Stand',
    none: 'Hier gibt es keine Anfragen',
    noneLead:
      'Was über ein Budget hinaus angefragt wird, erscheint hier. Es entscheidet, wem das Konto gehört.',
    every: 'Jeder Stand',
    onlyOf: (account) => `Nur von ${account}`,
    ofEverybody: 'Alle zeigen',
    credits: 'Guthaben',
    kinds: {
      spend: 'Ausgabe',
      hold: 'Reservierung',
      transfer: 'Übertragung',
      gift: 'Geschenk',
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
