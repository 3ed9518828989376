import type { createCheckout, DeclineReason, Provider } from '@scrip/client';
import type { AmountFault } from '../../language/amount.ts';
import type { Language } from '../core/language.ts';
import type { Refusals } from '../core/problems.ts';
import { creditsDe, creditsEn } from '../core/credits.ts';

type BuyTexts = {
  title: string;
  now: (available: string) => string;
  after: (available: string) => string;
  packages: string;
  bonus: (credits: string) => string;
  tier: (from: string, bonus: string) => string;
  /** Of all credits, of those without the bonus, and of the bonus. */
  only: (names: string) => string;
  creditsOnly: (names: string) => string;
  bonusOnly: (names: string) => string;
  each: (price: string) => string;
  credits: (credits: string) => string;
  other: string;
  amount: string;
  bounds: (minimum: string, maximum: string, each: string) => string;
  payWith: string;
  providers: Record<Provider, string>;
  with: Record<Provider, string>;
  cannotCharge: string;
  pay: (price: string, provider: string) => string;
  choose: string;
  opening: string;
  faults: Record<AmountFault | 'bounds', string>;
  nothing: string;
  cancelled: string;
  waiting: string;
  waitingWhy: (what: string, price: string) => string;
  openPage: string;
  again: string;
  processing: string;
  review: (id: string) => string;
  added: (credits: string, bonus: string) => string;
  have: (available: string) => string;
  more: string;
  failed: string;
  expired: string;
  declined: (why: string) => string;
  reasons: Record<DeclineReason, string>;
  refusals: Refusals<typeof createCheckout> & Record<'no_payment_method', string>;
};

const en: BuyTexts = {
  title: 'Buy credits',
  now: (available) => `Available now: ${available}`,
  after: (available) => `Available after: ${available}`,
  packages: 'How many credits',
  bonus: (credits) => `+ ${credits} bonus`,
  tier: (from, bonus) => `From ${from}: + ${bonus} bonus`,
  only: (names) => `only for ${names}`,
  creditsOnly: (names) => `credits only for ${names}`,
  bonusOnly: (names) => `bonus only for ${names}`,
  each: (price) => `${price} per credit`,
  credits: creditsEn,
  other: 'Another amount',
  amount: 'Credits',
  bounds: (minimum, maximum, each) => `From ${minimum} to ${maximum}, ${each} each`,
  payWith: 'Pay with',
  providers: { stripe: 'Card', paypal: 'PayPal' },
  with: { stripe: 'with card', paypal: 'with PayPal' },
  cannotCharge: 'cannot charge this price',
  pay: (price, provider) => `Pay ${price} ${provider}`,
  choose: 'Pay',
  opening: 'Opening the payment page. One moment.',
  faults: {
    empty: 'Enter how many credits you want.',
    unreadable: 'Enter a whole number, such as 1,240.',
    fraction: 'Credits are whole. Enter a number without decimals.',
    zero: 'Enter at least 1 credit.',
    too_large: 'This is more than is for sale.',
    bounds: 'This amount is not for sale.',
  },
  nothing: 'No credits are for sale at the moment.',
  cancelled: 'You cancelled the payment. You were not charged.',
  waiting: 'Waiting for your payment',
  waitingWhy: (what, price) =>
    `${what} for ${price}. Pay on the payment page. Your credits appear here by themselves.`,
  openPage: 'Open the payment page',
  again: 'Choose again',
  processing:
    'Your payment is on its way. Your bank may take some days, and then the credits come by themselves.',
  review: (id) => `This payment is being checked. Quote checkout ${id} if you ask about it.`,
  added: (credits, bonus) =>
    bonus === '' ? `${creditsEn(credits)} added.` : `${credits} + ${creditsEn(bonus)} added.`,
  have: (available) => `You have ${creditsEn(available)} available.`,
  more: 'Buy more credits',
  failed: 'The payment did not go through. You were not charged.',
  expired: 'The payment page has expired. You were not charged.',
  declined: (why) => `Declined: ${why} Try again on the payment page.`,
  reasons: {
    insufficient_funds: 'there is not enough money on it.',
    expired_card: 'the card has expired.',
    incorrect_details: 'some details are wrong.',
    authentication_required: 'your bank asks you to confirm.',
    limit_exceeded: 'your limit is exceeded.',
    declined: 'your bank gives no reason.',
  },
  refusals: {
    not_found: 'No credits are for sale at the moment.',
    credit_sales_disabled: 'Credits are not for sale at the moment.',
    no_payment_method: 'There is no way to pay for credits at the moment.',
    provider_not_available: 'This way to pay is not available. Choose another.',
    package_not_available: 'This package is not for sale any more. Choose another.',
    price_not_chargeable: 'This price cannot be charged this way. Choose another way to pay.',
    custom_amount_not_available: 'Credits are sold in packages only.',
    amount_out_of_bounds: 'This amount is not for sale.',
    return_url_not_allowed: 'This page is not set up to receive you after the payment.',
    checkout_limit: 'You have too many open payments. Complete one, or try again later.',
    provider_refused: 'The payment provider refused this. Choose another way to pay.',
    provider_unreachable: 'The payment provider does not respond. Try again.',
  },
};

const de: BuyTexts = {
  title: 'Guthaben kaufen',
  now: (available) => `Jetzt verfügbar: ${available}`,
  after: (available) => `Danach verfügbar: ${available}`,
  packages: 'Wie viel Guthaben',
  bonus: (credits) => `+ ${credits} Bonus`,
  tier: (from, bonus) => `Ab ${from}: + ${bonus} Bonus`,
  only: (names) => `nur für ${names}`,
  creditsOnly: (names) => `Guthaben nur für ${names}`,
  bonusOnly: (names) => `Bonus nur für ${names}`,
  each: (price) => `${price} je Punkt`,
  credits: creditsDe,
  other: 'Anderer Betrag',
  amount: 'Guthabenpunkte',
  bounds: (minimum, maximum, each) => `Von ${minimum} bis ${maximum}, je ${each}`,
  payWith: 'Zahlen mit',
  providers: { stripe: 'Karte', paypal: 'PayPal' },
  with: { stripe: 'mit Karte', paypal: 'mit PayPal' },
  cannotCharge: 'kann diesen Preis nicht abbuchen',
  pay: (price, provider) => `${price} ${provider} zahlen`,
  choose: 'Zahlen',
  opening: 'Die Zahlungsseite wird geöffnet. Einen Moment.',
  faults: {
    empty: 'Geben Sie ein, wie viele Guthabenpunkte Sie möchten.',
    unreadable: 'Geben Sie eine ganze Zahl ein, etwa 1.240.',
    fraction: 'Guthaben ist ganzzahlig. Geben Sie eine Zahl ohne Nachkommastellen ein.',
    zero: 'Geben Sie mindestens 1 ein.',
    too_large: 'So viel wird nicht verkauft.',
    bounds: 'Diese Menge wird nicht verkauft.',
  },
  nothing: 'Im Moment wird kein Guthaben verkauft.',
  cancelled: 'Sie haben die Zahlung abgebrochen. Es wurde nichts abgebucht.',
  waiting: 'Wir warten auf Ihre Zahlung',
  waitingWhy: (what, price) =>
    `${what} für ${price}. Zahlen Sie auf der Zahlungsseite. Ihr Guthaben erscheint hier von selbst.`,
  openPage: 'Zahlungsseite öffnen',
  again: 'Neu wählen',
  processing:
    'Ihre Zahlung ist unterwegs. Ihre Bank braucht vielleicht einige Tage, dann kommt das Guthaben von selbst.',
  review: (id) => `Diese Zahlung wird geprüft. Nennen Sie bei Fragen den Bezahlvorgang ${id}.`,
  added: (credits, bonus) =>
    bonus === ''
      ? `${creditsDe(credits)} gutgeschrieben.`
      : `${credits} + ${creditsDe(bonus)} gutgeschrieben.`,
  have: (available) => `Sie haben ${creditsDe(available)} verfügbar.`,
  more: 'Mehr Guthaben kaufen',
  failed: 'Die Zahlung ist fehlgeschlagen. Es wurde nichts abgebucht.',
  expired: 'Die Zahlungsseite ist abgelaufen. Es wurde nichts abgebucht.',
  declined: (why) => `Abgelehnt: ${why} Versuchen Sie es auf der Zahlungsseite erneut.`,
  reasons: {
    insufficient_funds: 'Die Deckung reicht nicht.',
    expired_card: 'Die Karte ist abgelaufen.',
    incorrect_details: 'Einige Angaben stimmen nicht.',
    authentication_required: 'Ihre Bank bittet Sie um eine Bestätigung.',
    limit_exceeded: 'Ihr Limit ist überschritten.',
    declined: 'Ihre Bank nennt keinen Grund.',
  },
  refusals: {
    not_found: 'Im Moment wird kein Guthaben verkauft.',
    credit_sales_disabled: 'Im Moment wird kein Guthaben verkauft.',
    no_payment_method: 'Im Moment gibt es keine Zahlungsart für Guthaben.',
    provider_not_available: 'Diese Zahlungsart ist nicht verfügbar. Wählen Sie eine andere.',
    package_not_available: 'Dieses Paket wird nicht mehr verkauft. Wählen Sie ein anderes.',
    price_not_chargeable: 'Dieser Preis lässt sich so nicht zahlen. Wählen Sie eine andere Zahlungsart.',
    custom_amount_not_available: 'Guthaben gibt es nur in Paketen.',
    amount_out_of_bounds: 'Diese Menge wird nicht verkauft.',
    return_url_not_allowed: 'Diese Seite ist nicht dafür eingerichtet, Sie nach der Zahlung zu empfangen.',
    checkout_limit:
      'Sie haben zu viele offene Zahlungen. Schließen Sie eine ab oder versuchen Sie es später.',
    provider_refused: 'Der Zahlungsanbieter hat das abgelehnt. Wählen Sie eine andere Zahlungsart.',
    provider_unreachable: 'Der Zahlungsanbieter antwortet nicht. Versuchen Sie es erneut.',
  },
};

export const buyTexts: Record<Language, BuyTexts> = { en, de };
