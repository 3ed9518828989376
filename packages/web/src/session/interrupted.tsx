import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { language } from '../language/language.ts';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { queryClient } from '../data/query.ts';
import { whenHanded } from './beside.ts';
import { takeHanded, signInBeside } from './session.ts';

/** Comes with this part only: few ever see it. */
const texts = {
  en: {
    body: 'Your session ended. What you typed is still here: sign in in a new tab, then go on.',
    deed: 'Sign in in a new tab',
    blocked: 'The browser did not open a new tab. Allow it for this page, then try again.',
    other: (name: string) => `You signed in as ${name}. This page belongs to somebody else.`,
  },
  de: {
    body: 'Ihre Sitzung ist abgelaufen. Ihre Eingaben sind noch da: Melden Sie sich in einem neuen Tab an und machen Sie dann weiter.',
    deed: 'In neuem Tab anmelden',
    blocked:
      'Der Browser hat keinen neuen Tab geöffnet. Erlauben Sie es für diese Seite und versuchen Sie es erneut.',
    other: (name: string) => `Sie haben sich als ${name} angemeldet. Diese Seite gehört jemand anderem.`,
  },
};

const dismissNothing = (): void => undefined;

/** The session ended over something that was typed: another tab signs in, and this page goes on where it was. */
export const Interrupted = () => {
  const busy = useSignal(false);
  const fault = useSignal<string | undefined>(undefined);
  useEffect(
    () =>
      whenHanded((handed) => {
        const other = takeHanded(handed);
        if (other !== undefined) fault.value = texts[language.value].other(other);
        else void queryClient.invalidateQueries();
      }),
    [],
  );
  const press = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      if (!(await signInBeside())) fault.value = texts[language.value].blocked;
    } catch {
      // The issuer did not answer: the person can only try again.
      fault.value = problemText({ code: 'network_error' });
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={common.value.signInAgain} onClose={dismissNothing} busy>
      <p>{texts[language.value].body}</p>
      {fault.value !== undefined && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <footer>
        <Button look="primary" busy={busy.value} onClick={() => void press()}>
          {texts[language.value].deed}
        </Button>
      </footer>
    </Dialog>
  );
};
