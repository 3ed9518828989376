import type { RestrictedCredits } from '@scrip/client';
import { number } from '../language/format.ts';
import { namesIn } from './names.ts';
import { restrictedTexts } from './texts.ts';
import type { Things } from './things.ts';

/** Which of the credits that moved are for some things only, and for which. @param amount all that moved */
export const RestrictedLine = ({
  restricted = [],
  amount,
  things,
}: {
  restricted: readonly RestrictedCredits[] | undefined;
  amount: number;
  things: Things | undefined;
}) => {
  const t = restrictedTexts();
  return (
    <>
      {restricted.map(({ credits, onlyFor }) => (
        <span key={JSON.stringify(onlyFor)} class="block small second anywhere">
          {credits === amount
            ? t.lotFor(namesIn(onlyFor, things))
            : t.creditsFor(number(credits), namesIn(onlyFor, things))}
        </span>
      ))}
    </>
  );
};
