import { Button } from '../design/button.tsx';
import { common } from '../language/texts.ts';

type Listed = { hasMore: boolean; isLoadingMore: boolean; more: () => void };

/** Reads the next page of a list; nothing where all of it is there. */
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
    <Button small={small} busy={of.isLoadingMore} onClick={of.more}>
      {text}
    </Button>
  ) : null;
