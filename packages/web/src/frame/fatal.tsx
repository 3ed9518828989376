import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { failureOf } from '../data/query.ts';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';

/** Nothing could be started: the site does not answer, or answers what can't be read. */
export const Fatal = ({ error }: { error: unknown }) => {
  const { code, request } = failureOf(error);
  return (
    <main id="main">
      <State
        level={1}
        icon="alert"
        title={common.value.couldNotStart}
        actions={
          <Button look="primary" icon="refresh" onClick={() => location.reload()}>
            {common.value.retry}
          </Button>
        }
      >
        {/* What fetch throws has no code of the API, and its words are for developers. */}
        {problemText({ code: code === 'unexpected' ? 'network_error' : code })}{' '}
        {request !== undefined && common.value.quoteRequest(request)}
      </State>
    </main>
  );
};
