import type { ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { Skeleton, State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { failureOf, type ShownFailure } from './query.ts';

/** What a query has so far, as far as a page looks at it. */
type Asked<Value> = {
  data: Value | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
};

/** Why something could not be loaded, that nothing is lost, and one way on. */
export const Failed = ({
  what,
  failure,
  retry,
  busy,
}: {
  what: string;
  failure: ShownFailure;
  retry: () => void;
  busy: boolean;
}) =>
  failure.code === 'not_found' ? (
    <State icon="search" title={common.value.nothingThere}>
      {common.value.notFoundWhy}
    </State>
  ) : (
    <State
      icon="alert"
      title={common.value.couldNotLoad(what)}
      actions={
        <Button look="primary" icon="refresh" busy={busy} onClick={retry}>
          {common.value.retry}
        </Button>
      }
    >
      {problemText(failure)} {common.value.creditsAreSafe}{' '}
      {failure.request !== undefined && common.value.quoteRequest(failure.request)}
    </State>
  );

/**
 * What was asked for: its shape while it loads, then itself. Once it is there it stays, also when a later try fails.
 * @param what names it in "We could not load …"
 */
export const Answer = <Value,>({
  of,
  what,
  skeleton = <Skeleton />,
  children,
}: {
  of: Asked<Value>;
  what: string;
  skeleton?: ComponentChildren;
  children: (value: Value) => ComponentChildren;
}) => {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (!of.error) return <>{skeleton}</>;
  const failure = failureOf(of.error);
  return <Failed what={what} failure={failure} busy={of.isFetching} retry={() => void of.refetch()} />;
};
