import { signal } from '@preact/signals';
import { type Owner, placeOf } from './kept.ts';
import { currentOwner, forgetPersonal, readPersonal, setOwner, writePersonal } from './personal.ts';
import { portalOf } from './site.ts';
import { isSomethingTyped } from './typed.ts';
import {
  readOffer,
  readSession,
  type SignInTrip,
  type StoredSession,
  takeAfterSignOut,
  writeAfterSignOut,
  writeOffer,
  writePendingSignIn,
  writeSession,
} from './stored.ts';

/**
 * `expired`: somebody was signed in until now. `interrupted`: so they were, and what they typed is still there. `asked`: a link offers another person's session. `failed`: a link did not
 * sign anybody in.
 */
export type SessionState = 'out' | 'in' | 'expired' | 'interrupted' | 'asked' | 'failed';

/** Before its end by this many milliseconds a bearer is renewed, so that no request meets the end. */
const RENEWAL_MARGIN_MS = 30_000;

export const sessionState = signal<SessionState>('out');
export const whoIsIn = signal<StoredSession | undefined>(undefined);

/** What a link offers to somebody who is in as another person. */
export const offered = signal<StoredSession | undefined>(undefined);

let place = placeOf('portal', undefined);
let home = '/';

/** Whose things are whose: a customer's account, also where they sign in by a link and at the issuer. */
export const ownerAt = (at: string, { account, subject, name }: StoredSession): Owner => ({
  place: at,
  person: account ?? subject ?? name ?? '',
});

const keep = (session: StoredSession | undefined): void => {
  writeSession(place, session);
  whoIsIn.value = session;
};

const RETURN_URL = 'return-url';

/** Where a person who came by a link goes back to: their next session in this tab knows it too. */
export const returnUrl = (): string | undefined => readPersonal(RETURN_URL);

/** Somebody who came by a link is in from here on. */
export const beginSession = (session: StoredSession): void => {
  setOwner(ownerAt(place, session));
  writePersonal(RETURN_URL, session.returnUrl);
  keep(session);
  sessionState.value = 'in';
};

/** A link would sign in over somebody who is in: the page names both and asks. */
export const offerSession = (session: StoredSession): void => {
  writeOffer(place, session);
  offered.value = session;
  sessionState.value = 'asked';
};

/** @param take whether the person takes the session that the link offers, or stays who they are */
export const answerOffer = (take: boolean): void => {
  const { value: session } = offered;
  writeOffer(place, undefined);
  offered.value = undefined;
  if (take && session) beginSession(session);
  else sessionState.value = whoIsIn.value ? 'in' : 'out';
};

/** The bearer is over and can't be renewed: the page asks to sign in again, and loses nothing that was typed. */
export const expireSession = (): void => {
  keep(undefined);
  if (sessionState.value === 'in') sessionState.value = isSomethingTyped() ? 'interrupted' : 'expired';
};

/**
 * Another tab signed somebody in for a page that waits.
 * @returns who it is, where the page belongs to somebody else
 */
export const takeHanded = (handed: { place: string; session: StoredSession }): string | undefined => {
  const { session } = handed;
  if (handed.place !== place) return undefined;
  if (ownerAt(place, session).person !== currentOwner()?.person) return session.name ?? '';
  beginSession(session);
  return undefined;
};

/** Leads to an agency's portal with its session. At a host of its own, the person signs in there again. */
export const enterPortal = (agency: string, session: StoredSession | undefined): void => {
  writeSession(placeOf('portal', agency), session);
  location.replace(portalOf(agency));
};

/** Whoever is in here belongs to another agency's portal. */
export const moveToPortal = (agency: string): void => {
  writeSession(place, undefined);
  enterPortal(agency, whoIsIn.value);
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

/** Leads to the issuer. */
export const leaveToSignIn = async (trip: SignInTrip): Promise<void> => {
  const { startSignIn } = await import('./oidc.ts');
  const { url, pending } = await startSignIn(trip);
  writePendingSignIn(pending);
  location.assign(url);
};

/**
 * Leads to the issuer in another tab, which hands the session to this page.
 * @returns whether the browser opened the tab
 */
export const signInBeside = async (): Promise<boolean> => {
  const { startSignIn } = await import('./oidc.ts');
  const person = currentOwner()?.person;
  const { url, pending } = await startSignIn({ place, home, to: home, person, isBeside: true });
  // The tab begins with a copy of what this one keeps.
  writePendingSignIn(pending);
  const isOpen = open(url) !== null;
  writePendingSignIn(undefined);
  return isOpen;
};

/** Leads to the issuer, and back to this page. */
export const signIn = (): Promise<void> =>
  leaveToSignIn({
    place,
    home,
    to: location.pathname + location.search,
    person: currentOwner()?.person,
  });

/** @param to where the person ends, a path of ours */
export const signOut = async (to: string): Promise<void> => {
  const session = whoIsIn.value;
  const end = returnUrl() ?? to;
  forgetPersonal();
  setOwner(undefined);
  keep(undefined);
  sessionState.value = 'out';
  await endAtIssuer(session, end);
};

/** Ends a session at the issuer too, and leads to a path of ours. Whoever came by a link has none there. */
export const endAtIssuer = async (session: StoredSession | undefined, to: string): Promise<void> => {
  const url = session?.subject === undefined ? undefined : await issuerSignOut(session);
  if (url) writeAfterSignOut(to);
  location.assign(url ?? to);
};

/** Without an answer of the issuer the person is signed out here all the same. */
const issuerSignOut = async (session: StoredSession): Promise<URL | undefined> => {
  try {
    const { signOutUrl } = await import('./oidc.ts');
    return await signOutUrl(session);
  } catch (error) {
    reportError(error);
    return undefined;
  }
};

/** The issuer led somebody back who has signed out: leads on to where they were to end. */
export const completeSignOut = (): void => location.replace(takeAfterSignOut() ?? '/');

/**
 * Takes up the session of this tab.
 * @param at the agency of the portal; the console has none, as its people's tokens name it
 * @param first the first page there, a path of ours
 */
export const resumeSession = (
  app: 'portal' | 'console',
  { agency, first }: { agency?: string | undefined; first: string },
): void => {
  place = placeOf(app, agency);
  home = first;
  whoIsIn.value = readSession(place);
  setOwner(whoIsIn.value && ownerAt(place, whoIsIn.value));
  offered.value = readOffer(place);
  sessionState.value = offered.value ? 'asked' : whoIsIn.value ? 'in' : 'out';
  // The browser's Back may show a page as it was, with somebody who is not in any more.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && readSession(place)?.token !== whoIsIn.value?.token) location.reload();
  });
};
