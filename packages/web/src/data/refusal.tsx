import { Notice } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';

type Failure = { code: string; title?: string | undefined };

/**
 * Why something that somebody did was refused; nothing while it was not.
 * @param say puts it into words
 */
export const Refusal = ({
  of,
  say = problemText,
}: {
  of: Failure | undefined;
  say?: (failure: Failure) => string;
}) =>
  of ? (
    <Notice tone="zero" live>
      {say(of)}
    </Notice>
  ) : null;
