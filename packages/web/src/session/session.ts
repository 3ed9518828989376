import { signal } from '@preact/signals';
import {
  type App,
  forgetPerson,
  readSession,
  type StoredSession,
  takeAfterSignOut,
  takePendingSignIn,
  writeAfterSignOut,
  writePendingSignIn,
  writeSession,
} from './stored.ts';

/** `expired`: somebody was signed in until now. `failed`: the issuer refused. */
export type SessionState = 'out' | 'in' | 'expired' | 'failed';

/** Before its end by this many milliseconds a bearer is renewed, so that no request meets the end. */
const RENEWAL_MARGIN_MS = 30_000;

export const sessionState = signal<SessionState>('out');
export const whoIsIn = signal<StoredSession | undefined>(undefined);

let app: App = 'portal';

const keep = (session: StoredSession | undefined): void => {
  writeSession(app, session);
  whoIsIn.value = session;
};

/** Somebody who came by a link, or by signing in, is in from here on. */
export const beginSession = (session: StoredSession): void => {
  forgetPerson();
  keep(session);
  sessionState.value = 'in';
};

/** The bearer is over and can't be renewed: the page asks to sign in again, and leads back to where it is. */
export const expireSession = (): void => {
  keep(undefined);
  if (sessionState.value === 'in') sessionState.value = 'expired';
};

let renewal: Promise<void> | undefined;

/** One at a time: a refresh token may work only once. What needs the OIDC library loads it only here. */
const renewSession = async (session: StoredSession): Promise<void> => {
  const { renew } = await import('./oidc.ts');
  const renewed = await renew(session);
  // Somebody may have signed out, or in as somebody else, meanwhile.
  if (whoIsIn.value !== session) return;
  if (renewed) keep(renewed);
  else expireSession();
};

/**
 * The bearer, renewed where it is over or was refused. Where it can't be renewed it stays as it is: the API's answer then
 * says so.
 */
export const credential = async (refused: boolean): Promise<string> => {
  const session = whoIsIn.value;
  if (!session) return '';
  if (refused || session.expiresAt - RENEWAL_MARGIN_MS < Date.now()) {
    renewal ??= renewSession(session).finally(() => (renewal = undefined));
    await renewal;
  }
  return whoIsIn.value?.token ?? '';
};

/** Leads to the issuer. @param to where the person comes back to, a path of ours */
export const signIn = async (to = location.pathname + location.search): Promise<void> => {
  const { startSignIn } = await import('./oidc.ts');
  const { url, pending } = await startSignIn(app, to);
  writePendingSignIn(pending);
  location.assign(url);
};

/** @param to where the person ends, a path of ours */
export const signOut = async (to: string): Promise<void> => {
  const session = whoIsIn.value;
  forgetPerson();
  keep(undefined);
  sessionState.value = 'out';
  if (session?.returnUrl !== undefined) {
    location.assign(session.returnUrl);
    return;
  }
  const { signOutUrl } = await import('./oidc.ts');
  const url = session && (await signOutUrl(session));
  if (url) writeAfterSignOut(to);
  location.assign(url ?? to);
};

/** The issuer led somebody back who has signed out: leads on to where they were to end. */
export const completeSignOut = (): void => location.replace(takeAfterSignOut() ?? '/');

/** An address of this site, whatever the text is: `//host` at its beginning would name another one. */
const ownAddress = (to: string): string => {
  const url = new URL(to, location.origin);
  return url.origin === location.origin && !to.startsWith('//') ? url.href : '/';
};

/**
 * The issuer led somebody back: takes the code, and leads to where they were.
 * @returns whether this page load was such a return
 */
export const completeSignIn = async (): Promise<boolean> => {
  const { CALLBACK_PATH, finishSignIn } = await import('./oidc.ts');
  if (location.pathname !== CALLBACK_PATH) return false;
  const pending = takePendingSignIn();
  if (!pending) {
    // Somebody pressed Back, or came without having left from here.
    location.replace('/');
    return true;
  }
  writeSession(pending.app, await finishSignIn(new URL(location.href), pending));
  location.replace(ownAddress(pending.to));
  return true;
};

/** Takes up the session of this tab. */
export const resumeSession = (of: App): void => {
  app = of;
  whoIsIn.value = readSession(of);
  sessionState.value = whoIsIn.value ? 'in' : 'out';
};
