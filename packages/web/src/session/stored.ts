import { isRecord } from '../data/record.ts';
import { offerName, sessionName } from './kept.ts';

export type StoredSession = {
  /** The bearer. */
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Gets the next bearer without asking the person again. */
  refreshToken?: string | undefined;
  /** Says at sign-out whose session ends. */
  idToken?: string | undefined;
  /** What the person is called. */
  name?: string | undefined;
  /** The person's ID at the issuer. Whoever came by a link has none. */
  subject?: string | undefined;
  /** The customer's account. People of an agency have none. */
  account?: string | undefined;
  /** Where whoever came by a link goes back to. */
  returnUrl?: string | undefined;
};

/** Where somebody signs in, and where they come back to. */
export type SignInTrip = {
  place: string;
  /** The first page there, a path of ours. */
  home: string;
  /** The page to come back to, a path of ours. */
  to: string;
  /** Whose page that is, if a session ended there: anybody else comes to the first page. */
  person?: string | undefined;
  /** Whether a page waits in another tab for the session. */
  isBeside?: boolean;
};

/** What a sign-in has to find again after the trip to the issuer. */
export type PendingSignIn = SignInTrip & { verifier: string; state: string; nonce: string };

const isStoredSession = (value: unknown): value is StoredSession =>
  isRecord(value) && typeof value['token'] === 'string' && typeof value['expiresAt'] === 'number';

const isPendingSignIn = (value: unknown): value is PendingSignIn =>
  isRecord(value) &&
  ['place', 'home', 'to', 'verifier', 'state', 'nonce'].every((name) => typeof value[name] === 'string');

const read = (name: string): unknown => {
  const kept = sessionStorage.getItem(name);
  return kept === null ? undefined : JSON.parse(kept);
};

const write = (name: string, value: object | undefined): void => {
  if (value === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, JSON.stringify(value));
};

const PENDING = 'scrip.sign-in';
const AFTER_SIGN_OUT = 'scrip.sign-out';

const readAs = (name: string): StoredSession | undefined => {
  const value = read(name);
  return isStoredSession(value) ? value : undefined;
};

/** Kept in the tab's sessionStorage: a trip to a payment provider and back is a new page load (decision 52). */
export const readSession = (place: string): StoredSession | undefined => readAs(sessionName(place));

export const writeSession = (place: string, session: StoredSession | undefined): void => {
  write(sessionName(place), session);
};

/** What a link offers, until the person who is in has decided: a reload asks again. */
export const readOffer = (place: string): StoredSession | undefined => readAs(offerName(place));

export const writeOffer = (place: string, session: StoredSession | undefined): void => {
  write(offerName(place), session);
};

export const takePendingSignIn = (): PendingSignIn | undefined => {
  const value = read(PENDING);
  write(PENDING, undefined);
  return isPendingSignIn(value) ? value : undefined;
};

export const writePendingSignIn = (pending: PendingSignIn | undefined): void => {
  write(PENDING, pending);
};

/** @param to where the person ends once the issuer has led them back */
export const writeAfterSignOut = (to: string): void => {
  write(AFTER_SIGN_OUT, { to });
};

export const takeAfterSignOut = (): string | undefined => {
  const value = read(AFTER_SIGN_OUT);
  write(AFTER_SIGN_OUT, undefined);
  return isRecord(value) && typeof value['to'] === 'string' ? value['to'] : undefined;
};
