import { language, type Language } from '../../language/language.ts';
import { number } from '../../language/format.ts';
import { common, type Widened } from '../../language/texts.ts';

const en = {
  title: 'Payment',
  what: 'your payment',
  added: (count: number, bonus: number) =>
    `${bonus > 0 ? `${number(count)} + ${number(bonus)} credits` : common.value.credits(count)} added.`,
  have: (available: number) => `You have ${common.value.credits(available)} available.`,
  paid: (price: string) => `You paid ${price}.`,
  goOn: 'Go on where you were',
  seeCredits: 'See credits',
  received: 'Waiting for the payment',
  receivedHelp: 'We add your credits as soon as the provider confirms it. This takes a few seconds.',
  processing: 'The payment is in progress',
  processingHelp:
    'This way to pay takes up to a few days. We add your credits once the payment is confirmed.',
  slow: 'The payment is not confirmed yet',
  slowHelp:
    'If you paid, you can leave this page: your credits are added as soon as the payment is confirmed.',
  ended:
    'This page does not look any more. If you paid, your credits are added as soon as the payment is confirmed.',
  lookAgain: 'Look again',
  failed: 'The payment did not go through',
  notCharged: 'You were not charged.',
  cancelled: 'You cancelled the payment',
  declined: {
    insufficient_funds: 'There is not enough money on this card or account.',
    expired_card: 'This card has expired.',
    incorrect_details: 'A detail of the card was not correct.',
    authentication_required: 'Your bank asks you to confirm the payment.',
    limit_exceeded: 'The payment exceeds a limit of your bank.',
    declined: 'Your bank declined the payment and gave no reason.',
  },
  payNow: 'Continue payment',
  another: 'Pay another way',
  review: (agency: string) => `${agency} is checking this payment`,
  reviewHelp: (id: string) => `Quote ${id} if you write to them.`,
  unknown: 'This address names no payment',
};

type ReturnTexts = Widened<typeof en>;

const de: ReturnTexts = {
  title: 'Zahlung',
  what: 'Ihre Zahlung',
  added: (count, bonus) =>
    `${bonus > 0 ? `${number(count)} + ${number(bonus)} Guthabenpunkte` : common.value.credits(count)} gutgeschrieben.`,
  have: (available) => `Sie haben ${common.value.credits(available)} verfügbar.`,
  paid: (price) => `Sie haben ${price} bezahlt.`,
  goOn: 'Dort weitermachen, wo Sie waren',
  seeCredits: 'Guthaben ansehen',
  received: 'Warten auf die Zahlung',
  receivedHelp:
    'Sobald der Anbieter sie bestätigt, schreiben wir Ihr Guthaben gut. Das dauert wenige Sekunden.',
  processing: 'Die Zahlung ist in Arbeit',
  processingHelp:
    'Diese Zahlungsart dauert bis zu einigen Tagen. Wir schreiben Ihr Guthaben gut, sobald die Zahlung bestätigt ist.',
  slow: 'Die Zahlung ist noch nicht bestätigt',
  slowHelp:
    'Wenn Sie bezahlt haben, können Sie diese Seite verlassen: Ihr Guthaben kommt, sobald die Zahlung bestätigt ist.',
  ended:
    'Diese Seite sieht nicht mehr nach. Wenn Sie bezahlt haben, kommt Ihr Guthaben, sobald die Zahlung bestätigt ist.',
  lookAgain: 'Erneut nachsehen',
  failed: 'Die Zahlung hat nicht geklappt',
  notCharged: 'Ihnen wurde nichts berechnet.',
  cancelled: 'Sie haben die Zahlung abgebrochen',
  declined: {
    insufficient_funds: 'Auf dieser Karte oder diesem Konto ist nicht genug Geld.',
    expired_card: 'Diese Karte ist abgelaufen.',
    incorrect_details: 'Eine Angabe zur Karte stimmt nicht.',
    authentication_required: 'Ihre Bank bittet Sie, die Zahlung zu bestätigen.',
    limit_exceeded: 'Die Zahlung überschreitet ein Limit Ihrer Bank.',
    declined: 'Ihre Bank hat die Zahlung ohne Angabe von Gründen abgelehnt.',
  },
  payNow: 'Zahlung fortsetzen',
  another: 'Anders zahlen',
  review: (agency) => `${agency} prüft diese Zahlung`,
  reviewHelp: (id) => `Nennen Sie ${id}, wenn Sie dorthin schreiben.`,
  unknown: 'Diese Adresse nennt keine Zahlung',
};

const texts: Record<Language, ReturnTexts> = { en, de };

/** What is said of a payment once somebody is back from the provider. It comes with the pages that say it. */
export const returnTexts = (): ReturnTexts => texts[language.value];
