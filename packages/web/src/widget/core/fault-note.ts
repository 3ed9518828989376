import type { Fault } from './connection.ts';
import { h, icon } from './dom.ts';
import type { Locale } from './language.ts';

const texts = {
  en: {
    offline: 'You are offline.',
    signed_out: 'Please sign in again.',
    failed: 'We could not load this. Your credits are safe.',
    asOf: (time: string) => ` Showing what we knew at ${time}.`,
    request: 'Request',
    again: 'Try again',
  },
  de: {
    offline: 'Sie sind offline.',
    signed_out: 'Bitte melden Sie sich wieder an.',
    failed: 'Das Laden ist fehlgeschlagen. Ihr Guthaben ist sicher.',
    asOf: (time: string) => ` Sie sehen den Stand von ${time}.`,
    request: 'Anfrage',
    again: 'Erneut versuchen',
  },
};

/**
 * What is wrong, the number to quote, and a way to try again.
 * @param at when what is shown nevertheless was so, in milliseconds since the epoch
 */
export const faultNote = (
  { kind, request }: Fault,
  { language, date }: Locale,
  again: () => void,
  at?: number,
): HTMLElement => {
  const text = texts[language];
  return h(
    'div',
    { class: 'note bad', part: 'fault', role: 'alert' },
    icon('alert'),
    h(
      'p',
      {},
      text[kind] + (at === undefined ? '' : text.asOf(date(at, { timeStyle: 'short' }))),
      request !== undefined && h('small', {}, `${text.request} ${request}`),
    ),
    h('button', { type: 'button', class: 'small', part: 'again', click: again }, text.again),
  );
};
