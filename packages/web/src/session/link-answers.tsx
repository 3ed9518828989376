import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { isLinkRetryable, linkFailure, openLink } from './link.ts';
import { answerOffer, offered, whoIsIn } from './session.ts';
import type { StoredSession } from './stored.ts';

/** A name and the account, where these are two: names alone may be the same. */
const calledOf = ({ name, account }: StoredSession): string =>
  name === undefined || name === account || account === undefined
    ? (name ?? account ?? '')
    : `${name} (${account})`;

/** A link would sign in over somebody who is in: names both, and asks. */
export const LinkQuestion = () => {
  const present = whoIsIn.value && calledOf(whoIsIn.value);
  const wanted = offered.value && calledOf(offered.value);
  return (
    <State
      level={1}
      icon="people"
      title={common.value.linkQuestion}
      actions={
        <>
          <Button onClick={() => answerOffer(false)}>{common.value.continueAs(present ?? '')}</Button>
          <Button look="primary" onClick={() => answerOffer(true)}>
            {common.value.signInAs(wanted ?? '')}
          </Button>
        </>
      }
    >
      {common.value.linkQuestionWhy(present ?? '', wanted ?? '')}
    </State>
  );
};

/** Why a link signed nobody in, and the ways on. @param signIn the button that leads to the issuer */
export const LinkFailed = ({ signIn }: { signIn: ComponentChildren }) => {
  const busy = useSignal(false);
  const retry = async (): Promise<void> => {
    busy.value = true;
    await openLink();
    busy.value = false;
  };
  const canRetry = isLinkRetryable();
  const failure = linkFailure.value ?? { code: 'link_invalid' };
  return (
    <State
      level={1}
      icon="alert"
      title={common.value.signInFailed}
      actions={
        <>
          {canRetry && (
            <Button look="primary" icon="refresh" busy={busy.value} onClick={() => void retry()}>
              {common.value.retry}
            </Button>
          )}
          {whoIsIn.value ? (
            <Button onClick={() => answerOffer(false)}>
              {common.value.continueAs(calledOf(whoIsIn.value))}
            </Button>
          ) : (
            !canRetry && signIn
          )}
        </>
      }
    >
      {canRetry
        ? problemText(failure)
        : `${common.value.problems.link_invalid} ${common.value.linkInvalidHelp}`}
    </State>
  );
};
