import type { GiftStatus } from '@scrip/client';
import { language, type Language } from '../../language/language.ts';
import { problemText } from '../../language/problem.ts';

/** By what a customer names the recipient. */
export type RecipientKind = 'externalId' | 'account';

/** What the page on which credits are sent says. It comes with its route. */
type SendTexts = {
  title: string;
  lead: string;
  toSomebody: string;
  toSomebodyLead: string;
  asGift: string;
  asGiftLead: string;
  by: string;
  bys: Record<RecipientKind, string>;
  recipient: string;
  recipientHelp: string;
  amount: string;
  notANumber: string;
  note: string;
  send: string;
  sent: string;
  make: string;
  made: string;
  gifts: string;
  none: string;
  noneLead: string;
  created: string;
  status: string;
  statuses: Record<GiftStatus, string>;
  code: string;
  until: string;
  takeBack: string;
  takenBack: string;
  problems: Readonly<Record<string, string>>;
};

const en: SendTexts = {
  title: 'Send credits',
  lead: 'Credits keep their expiry.',
  toSomebody: 'To a customer',
  toSomebodyLead: 'The credits arrive at once. The recipient sees your name and the message.',
  asGift: 'As a gift',
  asGiftLead: 'You get a code and pass it on. Whoever redeems it gets the credits.',
  by: 'You know the recipient’s',
  bys: { externalId: 'customer number', account: 'account' },
  recipient: 'Recipient',
  recipientHelp: 'Exactly as the recipient told you.',
  amount: 'Credits',
  notANumber: 'Enter a whole number from 1 on.',
  note: 'Message',
  send: 'Send',
  sent: 'Sent.',
  make: 'Make the gift',
  made: 'Your gift is ready. Pass this code on:',
  gifts: 'Your gifts',
  none: 'No gifts yet',
  noneLead: 'Gifts that you make are listed here, with their codes.',
  created: 'Date',
  status: 'Status',
  statuses: { open: 'Open', redeemed: 'Redeemed', taken_back: 'Taken back', expired: 'Returned' },
  code: 'Code',
  until: 'Redeem by',
  takeBack: 'Take back',
  takenBack: 'Taken back. The credits are yours again.',
  problems: {
    transfers_disabled: 'Sending credits is switched off at the moment.',
    recipient_not_found: 'There is no such recipient. Check the number.',
    recipient_full: 'The recipient cannot receive these credits at the moment.',
    gift_limit: 'You have 20 open gifts. Take one back, or wait until one is redeemed.',
    gift_not_open: 'This gift is no longer open.',
  },
};

const de: SendTexts = {
  title: 'Guthaben senden',
  lead: 'Das Guthaben behält seine Gültigkeit.',
  toSomebody: 'An einen Kunden',
  toSomebodyLead: 'Das Guthaben ist sofort da. Der Empfänger liest Ihren Namen und die Nachricht.',
  asGift: 'Als Geschenk',
  asGiftLead: 'Sie erhalten einen Code und geben ihn weiter. Wer ihn einlöst, bekommt das Guthaben.',
  by: 'Sie kennen vom Empfänger',
  bys: { externalId: 'die Kundennummer', account: 'das Konto' },
  recipient: 'Empfänger',
  recipientHelp: 'Genau so, wie der Empfänger es Ihnen genannt hat.',
  amount: 'Punkte',
  notANumber: 'Geben Sie eine ganze Zahl ab 1 ein.',
  note: 'Nachricht',
  send: 'Senden',
  sent: 'Gesendet.',
  make: 'Geschenk erstellen',
  made: 'Ihr Geschenk ist fertig. Geben Sie diesen Code weiter:',
  gifts: 'Ihre Geschenke',
  none: 'Noch keine Geschenke',
  noneLead: 'Hier stehen Ihre Geschenke mit ihren Codes.',
  created: 'Datum',
  status: 'Status',
  statuses: { open: 'Offen', redeemed: 'Eingelöst', taken_back: 'Zurückgenommen', expired: 'Zurückgegeben' },
  code: 'Code',
  until: 'Einlösbar bis',
  takeBack: 'Zurücknehmen',
  takenBack: 'Zurückgenommen. Das Guthaben gehört wieder Ihnen.',
  problems: {
    transfers_disabled: 'Das Senden von Guthaben ist derzeit ausgeschaltet.',
    recipient_not_found: 'Diesen Empfänger gibt es nicht. Prüfen Sie die Nummer.',
    recipient_full: 'Der Empfänger kann dieses Guthaben derzeit nicht annehmen.',
    gift_limit:
      'Sie haben 20 offene Geschenke. Nehmen Sie eines zurück, oder warten Sie, bis eines eingelöst ist.',
    gift_not_open: 'Dieses Geschenk ist nicht mehr offen.',
  },
};

const texts: Record<Language, SendTexts> = { en, de };

export const sendTexts = (): SendTexts => texts[language.value];

/** A refusal in the reader's language. */
export const sendProblem = (failure: { code: string; title?: string | undefined }): string =>
  sendTexts().problems[failure.code] ?? problemText(failure);
