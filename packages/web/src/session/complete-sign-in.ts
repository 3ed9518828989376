import { handSession } from './beside.ts';
import { placeOf } from './kept.ts';
import { finishSignIn } from './oidc.ts';
import { enterPortal, ownerAt } from './session.ts';
import { type SignInFailure, signInFailureOf } from './sign-in-failure.ts';
import {
  type PendingSignIn,
  type SignInTrip,
  type StoredSession,
  takePendingSignIn,
  writeSession,
} from './stored.ts';

/** An address of this site, whatever the text is: `//host` at its beginning would name another one. */
const ownAddress = (to: string): string => {
  const url = new URL(to, location.origin);
  return url.origin === location.origin && !to.startsWith('//') ? url.href : '/';
};

/** Whose account a customer's token is for. */
export type Holder = { agency: string; account: string };

type HolderOf = (token: string) => Promise<Holder | undefined>;

/** A sign-in that came to nothing, and the trip that can be made again. */
export type FailedSignIn = { why: SignInFailure; trip: SignInTrip };

/** Somebody who has an account, at another agency than the one whose portal they were at. */
export type SignedInElsewhere = {
  why: 'elsewhere';
  agency: string;
  session: StoredSession;
  trip: SignInTrip;
};

const complete = async (
  pending: PendingSignIn,
  holderOf: HolderOf,
): Promise<SignedInElsewhere | undefined> => {
  const { place, home, to, person, isBeside = false } = pending;
  const session = await finishSignIn(new URL(location.href), pending);
  const holder = place.startsWith(placeOf('portal', undefined)) ? await holderOf(session.token) : undefined;
  session.account = holder?.account;
  if (holder && place !== placeOf('portal', holder.agency)) {
    // Where an address belongs to no agency, everybody comes to the portal of their own.
    if (place !== placeOf('portal', undefined))
      return { why: 'elsewhere', agency: holder.agency, session, trip: { place, home, to } };
    enterPortal(holder.agency, session);
    return undefined;
  }
  writeSession(place, session);
  if (isBeside) {
    handSession({ place, session });
    // Where the browser keeps the tab open, it goes on as one of its own.
    close();
  }
  // The page of one person is none of another's.
  const isSame = person === undefined || person === ownerAt(place, session).person;
  location.replace(ownAddress(isSame ? to : home));
  return undefined;
};

/**
 * The issuer led somebody back: takes the code, and leads to where they were.
 * @param holderOf asks whose account a customer's token is for; undefined where that can't be known
 * @returns why nobody is in here, or nothing while the browser goes on
 */
export const completeSignIn = async (
  holderOf: HolderOf,
): Promise<FailedSignIn | SignedInElsewhere | undefined> => {
  const pending = takePendingSignIn();
  if (!pending) {
    // Somebody pressed Back, or came without having left from here.
    location.replace('/');
    return undefined;
  }
  try {
    return await complete(pending, holderOf);
  } catch (error) {
    reportError(error);
    const { place, home, to, person } = pending;
    return { why: signInFailureOf(error), trip: { place, home, to, person } };
  }
};
