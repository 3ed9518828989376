import { Notice } from '../design/parts.tsx';
import { problemText } from '../language/problem.ts';

/** Why something that somebody did was refused; nothing while it was not. */
export const Refusal = ({ of }: { of: { code: string; title?: string | undefined } | undefined }) =>
  of ? (
    <Notice tone="zero" live>
      {problemText(of)}
    </Notice>
  ) : null;
