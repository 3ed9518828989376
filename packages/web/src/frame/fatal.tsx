import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { common } from '../language/texts.ts';

/** Nothing could be started: the site does not answer, or the sign-in was refused. */
export const Fatal = ({ error }: { error: unknown }) => (
  <main id="main">
    <State
      level={1}
      icon="alert"
      title={common.value.problems.unexpected}
      actions={
        <Button look="primary" icon="refresh" onClick={() => location.assign('/')}>
          {common.value.retry}
        </Button>
      }
    >
      {error instanceof Error ? error.message : String(error)}
    </State>
  </main>
);
