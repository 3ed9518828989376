import { isRecord } from '../data/record.ts';

/** Of which application a session is: a tab may be signed in at both, as two people. */
export type App = 'portal' | 'console';

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
  /** The person's ID at the issuer. */
  subject?: string | undefined;
  /** Where a person who came by a link goes back to. */
  returnUrl?: string | undefined;
};

/** What a sign-in has to find again after the trip to the issuer. */
export type PendingSignIn = { app: App; verifier: string; state: string; nonce: string; to: string };

const isStoredSession = (value: unknown): value is StoredSession =>
  isRecord(value) && typeof value['token'] === 'string' && typeof value['expiresAt'] === 'number';

const isPendingSignIn = (value: unknown): value is PendingSignIn =>
  isRecord(value) &&
  ['app', 'verifier', 'state', 'nonce', 'to'].every((name) => typeof value[name] === 'string');

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

/** Kept in the tab's sessionStorage: a trip to a payment provider and back is a new page load (decision 52). */
export const readSession = (app: App): StoredSession | undefined => {
  const value = read(`scrip.${app}.session`);
  return isStoredSession(value) ? value : undefined;
};

export const writeSession = (app: App, session: StoredSession | undefined): void => {
  write(`scrip.${app}.session`, session);
};

export const takePendingSignIn = (): PendingSignIn | undefined => {
  const value = read(PENDING);
  write(PENDING, undefined);
  return isPendingSignIn(value) ? value : undefined;
};

export const writePendingSignIn = (pending: PendingSignIn): void => {
  write(PENDING, pending);
};

/** @param to where the person ends once the issuer has led them back, a path of ours */
export const writeAfterSignOut = (to: string): void => {
  write(AFTER_SIGN_OUT, { to });
};

export const takeAfterSignOut = (): string | undefined => {
  const value = read(AFTER_SIGN_OUT);
  write(AFTER_SIGN_OUT, undefined);
  return isRecord(value) && typeof value['to'] === 'string' ? value['to'] : undefined;
};

/** What one person had under way in this tab, such as an open checkout, is not the next one's. */
export const forgetPerson = (): void => {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith('scrip.') && !name.endsWith('.session')) sessionStorage.removeItem(name);
};
