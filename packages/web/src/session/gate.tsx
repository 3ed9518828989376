import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { sessionState, signIn } from './session.ts';

/** Leads to the sign-in page, and says so where it can't be reached. */
export const SignInButton = ({ children, to }: { children?: ComponentChildren; to?: string }) => {
  const busy = useSignal(false);
  const isUnreachable = useSignal(false);
  const press = async (): Promise<void> => {
    busy.value = true;
    isUnreachable.value = false;
    try {
      await signIn(to);
    } catch {
      // The issuer did not answer: the person can only try again.
      isUnreachable.value = true;
      busy.value = false;
    }
  };
  return (
    <div class="stack tight">
      <Button look="primary" busy={busy.value} onClick={() => void press()}>
        {children ?? common.value.signIn}
      </Button>
      {isUnreachable.value && (
        <p class="fault" role="alert">
          {problemText({ code: 'network_error' })}
        </p>
      )}
    </div>
  );
};

/**
 * Shows the pages to whoever is signed in.
 * @param welcome what others see
 */
export const Gate = ({ welcome, children }: { welcome: ComponentChildren; children: ComponentChildren }) => {
  switch (sessionState.value) {
    case 'in':
      return <>{children}</>;
    case 'out':
      return <>{welcome}</>;
    case 'expired':
      return (
        <State level={1} icon="lock" title={common.value.signInAgain} actions={<SignInButton />}>
          {common.value.signInAgainWhy}
        </State>
      );
    case 'failed':
      return (
        <State level={1} icon="alert" title={common.value.signInFailed} actions={<SignInButton to="/" />}>
          {common.value.signInFailedWhy}
        </State>
      );
    default:
      return sessionState.value satisfies never;
  }
};
