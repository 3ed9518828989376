import type { RestrictedCredits } from '@scrip/client';
import { number } from '../language/format.ts';
import { creditsIn, namesIn } from './names.ts';
import { restrictedTexts } from './texts.ts';
import type { Things } from './things.ts';

/** How much of the balance can be spent on some things only, and on which. */
export const RestrictedFigure = ({
  restricted,
  things,
  size,
}: {
  restricted: readonly RestrictedCredits[];
  things: Things | undefined;
  size: 'big' | 'medium';
}) => {
  const t = restrictedTexts();
  return (
    <div>
      <dt>{t.title}</dt>
      <dd class={size}>{number(creditsIn(restricted))}</dd>
      {restricted.map(({ credits, onlyFor }) => (
        <dd key={JSON.stringify(onlyFor)} class="small second anywhere">
          {t.creditsFor(number(credits), namesIn(onlyFor, things))}
        </dd>
      ))}
    </div>
  );
};
