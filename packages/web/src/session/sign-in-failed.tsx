import { State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import type { FailedSignIn } from './complete-sign-in.ts';
import { SignInButton } from './gate.tsx';
import { leaveToSignIn } from './session.ts';

/** The issuer led somebody back without a session: says why, and begins the same trip again. */
export const SignInFailed = ({ failed: { why, trip } }: { failed: FailedSignIn }) => (
  <main id="main">
    <State
      level={1}
      icon="alert"
      title={why === 'cancelled' ? common.value.notSignedIn : common.value.signInFailed}
      actions={
        <>
          <SignInButton start={() => leaveToSignIn(trip)} />
          <a class="button" href={trip.home}>
            {common.value.back}
          </a>
        </>
      }
    >
      {why === 'cancelled'
        ? common.value.signInCancelled
        : why === 'refused'
          ? common.value.signInFailedWhy
          : problemText({ code: why })}
    </State>
  </main>
);
