import type { createOrder, createPurchase, createQuote, payInvoice } from '@scrip/client';
import type { Language } from '../core/language.ts';
import type { Refusals } from '../core/problems.ts';
import { creditsDe, creditsEn } from '../core/credits.ts';

type Paying = typeof createQuote | typeof createPurchase | typeof createOrder | typeof payInvoice;

type PayTexts = {
  invoice: (number: string) => string;
  credits: (credits: string) => string;
  buy: (price: string) => string;
  pay: (price: string) => string;
  owned: string;
  paid: string;
  confirm: (name: string) => string;
  base: string;
  regional: (region: string) => string;
  price: string;
  /** What of the price credits for some things only pay. */
  restricted: string;
  holds: string;
  now: string;
  after: string;
  locked: (time: string) => string;
  lapsed: string;
  check: string;
  cancel: string;
  insufficient: string;
  short: (credits: string) => string;
  ways: string;
  changed: (before: string, now: string) => string;
  same: (price: string) => string;
  getCredits: string;
  boughtProduct: (name: string) => string;
  boughtService: (name: string) => string;
  paidInvoice: (name: string) => string;
  left: (credits: string) => string;
  refusals: Refusals<Paying>;
};

const en: PayTexts = {
  invoice: (number) => `Invoice ${number}`,
  credits: creditsEn,
  buy: (price) => `Buy for ${creditsEn(price)}`,
  pay: (price) => `Pay ${creditsEn(price)}`,
  owned: 'You own this.',
  paid: 'Paid.',
  confirm: (name) => `Confirm: ${name}`,
  base: 'Base price',
  regional: (region) => `Price in ${region}`,
  price: 'Price',
  restricted: 'From credits only for this',
  holds: 'The credits are only set aside now. They are spent when the work is done.',
  now: 'Available now',
  after: 'Available after',
  locked: (time) => `This price is yours until ${time}.`,
  lapsed: 'This price is not locked any more.',
  check: 'Check the price again',
  cancel: 'Cancel',
  insufficient: 'Insufficient.',
  short: (credits) => `Insufficient. Short by ${creditsEn(credits)}.`,
  ways: 'Buy credits or redeem a code, then go on here.',
  changed: (before, now) => `The price has changed from ${before} to ${creditsEn(now)}.`,
  same: (price) => `The price is still ${creditsEn(price)}.`,
  getCredits: 'Buy credits',
  boughtProduct: (name) => `${name} is yours.`,
  boughtService: (name) => `${name} is ordered.`,
  paidInvoice: (name) => `${name} is paid.`,
  left: (credits) => `${creditsEn(credits)} left.`,
  refusals: {
    not_found: 'This is not available any more.',
    insufficient_credits: 'Insufficient credits.',
    amount_exceeds_balance: 'Insufficient credits.',
    account_in_debt: 'You owe credits. The next credits pay this first.',
    budget_exceeded: 'This is more than your budget allows.',
    spender_restricted: 'Your budget is not for this.',
    unknown_spender: 'Your budget has ended.',
    approval_pending: 'This is more than your budget allows. The owner of the account was asked.',
    approval_declined: 'The owner of the account declined this.',
    approval_limit: 'Too many of your requests wait for the owner of the account.',
    not_eligible: 'Not available to you or in your region.',
    already_owned: 'You own this already.',
    product_not_available: 'This product is not for sale any more.',
    variant_required: 'Choose a variant of this product on its page.',
    quote_limit: 'You looked at too many prices. Try again later.',
    quote_expired: 'This price is not locked any more.',
    credit_payments_disabled: 'Paying with credits is not possible at the moment.',
    credits_not_accepted: 'This cannot be paid with credits.',
    invoice_not_convertible: 'Credits cannot pay the currency of this invoice.',
    invoice_already_paid: 'This invoice is paid already.',
    invoice_void: 'This invoice is void.',
    amount_differs: 'The price has changed.',
    hold_limit: 'Too many of your orders are open. Wait until one is done.',
  },
};

const de: PayTexts = {
  invoice: (number) => `Rechnung ${number}`,
  credits: creditsDe,
  buy: (price) => `Für ${creditsDe(price)} kaufen`,
  pay: (price) => `${creditsDe(price)} zahlen`,
  owned: 'Das gehört Ihnen.',
  paid: 'Bezahlt.',
  confirm: (name) => `Bestätigen: ${name}`,
  base: 'Grundpreis',
  regional: (region) => `Preis in ${region}`,
  price: 'Preis',
  restricted: 'Aus Guthaben nur dafür',
  holds: 'Das Guthaben wird jetzt nur reserviert und erst ausgegeben, wenn die Arbeit erledigt ist.',
  now: 'Jetzt verfügbar',
  after: 'Danach verfügbar',
  locked: (time) => `Dieser Preis gilt für Sie bis ${time} Uhr.`,
  lapsed: 'Dieser Preis ist nicht mehr gesichert.',
  check: 'Preis erneut prüfen',
  cancel: 'Abbrechen',
  insufficient: 'Das Guthaben reicht nicht.',
  short: (credits) => `Das Guthaben reicht nicht. Noch nötig: ${creditsDe(credits)}.`,
  ways: 'Kaufen Sie Guthaben oder lösen Sie einen Code ein, dann geht es hier weiter.',
  changed: (before, now) => `Der Preis hat sich von ${before} auf ${creditsDe(now)} geändert.`,
  same: (price) => `Der Preis ist unverändert: ${creditsDe(price)}.`,
  getCredits: 'Guthaben kaufen',
  boughtProduct: (name) => `${name} gehört Ihnen.`,
  boughtService: (name) => `${name} ist bestellt.`,
  paidInvoice: (name) => `${name} ist bezahlt.`,
  left: (credits) => `Übrig: ${creditsDe(credits)}.`,
  refusals: {
    not_found: 'Das ist nicht mehr verfügbar.',
    insufficient_credits: 'Das Guthaben reicht nicht.',
    amount_exceeds_balance: 'Das Guthaben reicht nicht.',
    account_in_debt: 'Sie schulden Guthaben. Das nächste Guthaben begleicht das zuerst.',
    budget_exceeded: 'Das ist mehr, als Ihr Budget erlaubt.',
    spender_restricted: 'Ihr Budget ist nicht dafür.',
    unknown_spender: 'Ihr Budget ist beendet.',
    approval_pending: 'Das ist mehr, als Ihr Budget erlaubt. Der Inhaber des Kontos wurde gefragt.',
    approval_declined: 'Der Inhaber des Kontos hat das abgelehnt.',
    approval_limit: 'Zu viele Ihrer Anfragen warten auf den Inhaber des Kontos.',
    not_eligible: 'Für Sie oder in Ihrer Region nicht verfügbar.',
    already_owned: 'Das gehört Ihnen schon.',
    product_not_available: 'Dieses Produkt wird nicht mehr verkauft.',
    variant_required: 'Wählen Sie auf der Seite des Produkts eine Variante.',
    quote_limit: 'Sie haben zu viele Preise abgefragt. Versuchen Sie es später erneut.',
    quote_expired: 'Dieser Preis ist nicht mehr gesichert.',
    credit_payments_disabled: 'Zahlen mit Guthaben ist im Moment nicht möglich.',
    credits_not_accepted: 'Das lässt sich nicht mit Guthaben bezahlen.',
    invoice_not_convertible: 'Guthaben kann die Währung dieser Rechnung nicht bezahlen.',
    invoice_already_paid: 'Diese Rechnung ist schon bezahlt.',
    invoice_void: 'Diese Rechnung ist storniert.',
    amount_differs: 'Der Preis hat sich geändert.',
    hold_limit: 'Zu viele Ihrer Aufträge sind offen. Warten Sie, bis einer erledigt ist.',
  },
};

export const payTexts: Record<Language, PayTexts> = { en, de };
