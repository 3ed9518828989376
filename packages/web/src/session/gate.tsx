import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ComponentChildren, ComponentType } from 'preact';
import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { returnUrl, sessionState, signIn } from './session.ts';

/** Leads to the sign-in page, and says so where it can't be reached. @param start begins another trip than to this page */
export const SignInButton = ({
  children,
  start = signIn,
}: {
  children?: ComponentChildren;
  start?: () => Promise<void>;
}) => {
  const busy = useSignal(false);
  const isUnreachable = useSignal(false);
  const press = async (): Promise<void> => {
    busy.value = true;
    isUnreachable.value = false;
    try {
      await start();
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

/** Whoever came by a link may have no other way in than the page that made it. */
const Expired = () => {
  const back = returnUrl();
  return (
    <State
      level={1}
      icon="lock"
      title={common.value.signInAgain}
      actions={
        <>
          <SignInButton />
          {back !== undefined && (
            <a class="button" href={back}>
              {common.value.backToSite(new URL(back).host)}
            </a>
          )}
        </>
      }
    >
      {common.value.signInAgainWhy}
    </State>
  );
};

type LinkAnswers = { LinkQuestion: ComponentType; LinkFailed: ComponentType<{ signIn: ComponentChildren }> };

const linkAnswers = signal<LinkAnswers | undefined>(undefined);

/** Gets what only those see whom a link did not sign in. */
export const loadLinkAnswers = async (): Promise<void> => {
  linkAnswers.value = await import('./link-answers.tsx');
};

const LinkAnswer = ({ state }: { state: 'asked' | 'failed' }) => {
  if (!linkAnswers.value) return null;
  const { LinkQuestion, LinkFailed } = linkAnswers.value;
  return state === 'asked' ? <LinkQuestion /> : <LinkFailed signIn={<SignInButton />} />;
};

const interrupted = signal<ComponentType | undefined>(undefined);

const loadInterrupted = async (): Promise<void> => {
  interrupted.value ??= (await import('./interrupted.tsx')).Interrupted;
};

// It is there before it is needed: a session may end where nothing can be loaded any more.
addEventListener('input', () => void loadInterrupted(), { once: true });

const SignInOver = () => {
  useEffect(() => void loadInterrupted(), []);
  return interrupted.value ? <interrupted.value /> : null;
};

/**
 * Shows the pages to whoever is signed in.
 * @param welcome what others see
 */
export const Gate = ({ welcome, children }: { welcome: ComponentChildren; children: ComponentChildren }) => {
  switch (sessionState.value) {
    case 'in':
    case 'interrupted':
      return (
        <>
          {children}
          {sessionState.value === 'interrupted' && <SignInOver />}
        </>
      );
    case 'out':
      return <>{welcome}</>;
    case 'expired':
      return <Expired />;
    case 'asked':
    case 'failed':
      return <LinkAnswer state={sessionState.value} />;
    default:
      return sessionState.value satisfies never;
  }
};
