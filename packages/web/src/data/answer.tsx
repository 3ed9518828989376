import type { ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { Notice, Skeleton, State } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { online } from './online.ts';
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
  level = 2,
}: {
  what: string;
  failure: ShownFailure;
  retry: () => void;
  busy: boolean;
  level?: 1 | 2;
}) =>
  failure.code === 'not_found' ? (
    <State level={level} icon="search" title={common.value.nothingThere}>
      {common.value.notFoundWhy}
    </State>
  ) : (
    <State
      level={level}
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

/** A later try failed: what shows may be old. Offline, and where nobody is signed in, the whole page says so. */
const Stale = <Value,>({ of, what }: { of: Asked<Value>; what: string }) => {
  if (!of.error || of.isFetching || !online.value) return null;
  const failure = failureOf(of.error);
  if (failure.code === 'unauthorized') return null;
  return (
    <Notice tone="low" live>
      {common.value.mayBeOld(what)} {problemText(failure)}{' '}
      <Button small onClick={() => void of.refetch()}>
        {common.value.retry}
      </Button>
    </Notice>
  );
};

/**
 * What was asked for: its shape while it loads, then itself. Once it is there it stays, and says so when a later try fails.
 * @param what names it in "We could not load …"
 */
export const Answer = <Value,>({
  of,
  what,
  skeleton = <Skeleton />,
  level = 2,
  children,
}: {
  of: Asked<Value>;
  what: string;
  skeleton?: ComponentChildren;
  /** Of the heading where it can't be shown: 1 where it would have brought the page's own. */
  level?: 1 | 2;
  children: (value: Value) => ComponentChildren;
}) => {
  if (of.data !== undefined)
    return (
      <>
        <Stale of={of} what={what} />
        {children(of.data)}
      </>
    );
  if (!of.error) return <>{skeleton}</>;
  const failure = failureOf(of.error);
  return (
    <Failed
      what={what}
      level={level}
      failure={failure}
      busy={of.isFetching}
      retry={() => void of.refetch()}
    />
  );
};
