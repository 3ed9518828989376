import type { Fault } from './connection.ts';
import type { Language } from './language.ts';

/** What a caller of the API does wrong, or the API itself: nothing that somebody who uses the widget could cause. */
type General =
  | 'invalid_request'
  | 'malformed_json'
  | 'invalid_cursor'
  | 'idempotency_key_required'
  | 'idempotency_key_reused'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'missing_scope'
  | 'forbidden'
  | 'internal_error'
  | 'busy'
  | 'upgrading'
  | 'wrong_address'
  // A page that is told of it gets a token of the account that stays.
  | 'account_merged';

type CodeOf<Op> = Op extends { readonly types?: { failed: { code: infer Code extends string } } }
  ? Code
  : never;

/** A text for each refusal of an operation that the person in front of it can meet. */
export type Refusals<Op> = Record<Exclude<CodeOf<Op>, General>, string>;

const texts = {
  en: {
    offline: 'You are offline. Try again when you are back: nothing happens twice.',
    signed_out: 'Please sign in again.',
    failed: 'This did not work. Try again: nothing happens twice.',
    request: 'Request',
  },
  de: {
    offline: 'Sie sind offline. Versuchen Sie es wieder, wenn Sie online sind: Nichts geschieht doppelt.',
    signed_out: 'Bitte melden Sie sich wieder an.',
    failed: 'Das hat nicht geklappt. Versuchen Sie es erneut: Nichts geschieht doppelt.',
    request: 'Anfrage',
  },
};

/** What to say of a refusal: its own text, or a general one with the number to quote. */
export const refusalText = (
  refusals: Readonly<Record<string, string>>,
  { kind, code, request }: Fault,
  language: Language,
): string => {
  const text = texts[language];
  const own = kind === 'failed' ? new Map(Object.entries(refusals)).get(code) : undefined;
  return own ?? (request === undefined ? text[kind] : `${text[kind]} ${text.request} ${request}`);
};
