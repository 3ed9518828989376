import { Button } from '../design/button.tsx';
import { problemText } from '../language/problem.ts';
import { common } from '../language/texts.ts';
import { failureOf } from './query.ts';

type Listed = { hasMore: boolean; isLoadingMore: boolean; moreError: Error | null; more: () => void };

/** Reads the next page of a list, and says why it could not; nothing where all of it is there. */
export const More = ({
  of,
  text = common.value.showOlder,
  small = true,
}: {
  of: Listed;
  text?: string;
  small?: boolean;
}) =>
  of.hasMore ? (
    <>
      {of.moreError && (
        <p class="fault" role="alert">
          {problemText(failureOf(of.moreError))}
        </p>
      )}
      <Button small={small} busy={of.isLoadingMore} onClick={of.more}>
        {text}
      </Button>
    </>
  ) : null;
