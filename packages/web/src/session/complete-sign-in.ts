import { finishSignIn } from './oidc.ts';
import { ownerAt } from './session.ts';
import { type SignInFailure, signInFailureOf } from './sign-in-failure.ts';
import { type PendingSignIn, type SignInTrip, takePendingSignIn, writeSession } from './stored.ts';

/** An address of this site, whatever the text is: `//host` at its beginning would name another one. */
const ownAddress = (to: string): string => {
  const url = new URL(to, location.origin);
  return url.origin === location.origin && !to.startsWith('//') ? url.href : '/';
};

type AccountOf = (token: string) => Promise<string | undefined>;

const complete = async (pending: PendingSignIn, accountOf: AccountOf): Promise<void> => {
  const { place, home, to, person } = pending;
  const session = await finishSignIn(new URL(location.href), pending);
  session.account = place.startsWith('scrip.portal') ? await accountOf(session.token) : undefined;
  writeSession(place, session);
  // The page of one person is none of another's.
  const isSame = person === undefined || person === ownerAt(place, session).person;
  location.replace(ownAddress(isSame ? to : home));
};

/** A sign-in that came to nothing, and the trip that can be made again. */
export type FailedSignIn = { why: SignInFailure; trip: SignInTrip };

/**
 * The issuer led somebody back: takes the code, and leads to where they were.
 * @param accountOf asks whose account a customer's token is for; undefined where that can't be known
 * @returns why nobody is in, or nothing while the browser goes on
 */
export const completeSignIn = async (accountOf: AccountOf): Promise<FailedSignIn | undefined> => {
  const pending = takePendingSignIn();
  if (!pending) {
    // Somebody pressed Back, or came without having left from here.
    location.replace('/');
    return undefined;
  }
  try {
    await complete(pending, accountOf);
    return undefined;
  } catch (error) {
    reportError(error);
    const { place, home, to, person } = pending;
    return { why: signInFailureOf(error), trip: { place, home, to, person } };
  }
};
