import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { common } from '../language/texts.ts';
import type { SignedInElsewhere as Elsewhere } from './complete-sign-in.ts';
import { endAtIssuer, enterPortal } from './session.ts';

export type SignedInElsewhereProps = {
  elsewhere: Elsewhere;
  /** What the agencies are called: that of the person, and that of the portal where they signed in. */
  names: { theirs: string; here: string };
};

/** Nobody sees their account under another agency's name: says where it is, and leads there. */
export const SignedInElsewhere = ({
  elsewhere: { agency, session, trip },
  names,
}: SignedInElsewhereProps) => {
  const busy = useSignal(false);
  const signInAsAnother = async (): Promise<void> => {
    busy.value = true;
    await endAtIssuer(session, trip.home);
  };
  return (
    <main id="main">
      <State
        level={1}
        icon="people"
        title={common.value.elsewhere(names.theirs)}
        actions={
          <>
            <Button look="primary" onClick={() => enterPortal(agency, session)}>
              {common.value.openPortal(names.theirs)}
            </Button>
            <Button busy={busy.value} onClick={() => void signInAsAnother()}>
              {common.value.signInAsAnother}
            </Button>
          </>
        }
      >
        {common.value.elsewhereWhy(names.theirs, names.here)}
      </State>
    </main>
  );
};
