import type { ComingPeriod, OwnAllowance } from '@scrip/client';
import type { Things } from '../restricted/things.ts';
import { When } from '../design/parts.tsx';
import { number, relative } from '../language/format.ts';
import { namesIn } from '../restricted/names.ts';
import { restrictedTexts } from '../restricted/texts.ts';
import { allowanceTexts } from './texts.ts';

type Zoned = { zone?: string | undefined };

const Expiry = ({ next: { expiresAt, rollOver }, zone }: { next: ComingPeriod } & Zoned) => {
  const t = allowanceTexts();
  if (expiresAt === undefined) return <>{t.never}</>;
  return (
    <>
      <When at={expiresAt} zone={zone} />
      {rollOver && (
        <span class="block small muted">
          {t.stay(number(rollOver.amount))} <When at={rollOver.expiresAt} zone={zone} />
        </span>
      )}
    </>
  );
};

const Row = ({
  allowance: { id, name, every, state, onlyFor, next },
  things,
  hrefOf,
  zone,
}: { allowance: OwnAllowance } & Shown) => {
  const t = allowanceTexts();
  return (
    <tr>
      <td class="what anywhere">
        {hrefOf ? (
          <a class="row-link" href={hrefOf(id)}>
            {name}
          </a>
        ) : (
          name
        )}
        <span class="block small muted">
          {t.every[every]}
          {onlyFor && `, ${restrictedTexts().lotFor(namesIn(onlyFor, things))}`}
        </span>
      </td>
      <td>
        {next && (
          <>
            <When at={next.at} zone={zone} />
            <span class="block small muted">{relative(next.at)}</span>
          </>
        )}
        {state !== 'running' && <span class="block low">{t.states[state]}</span>}
      </td>
      <td data-label={t.expire}>{next && <Expiry next={next} zone={zone} />}</td>
      <td class="amount main strong">{next && number(next.amount)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

type Shown = {
  things: Things | undefined;
  /** Where there is more of an allowance. */
  hrefOf?: (id: string) => string;
} & Zoned;

/** The allowances of an account, each with the credits that come next, or why none come. */
export const OwnAllowances = ({ items, ...shown }: { items: readonly OwnAllowance[] } & Shown) => {
  const t = allowanceTexts();
  return (
    <table class="table folds">
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.next}</th>
          <th scope="col">{t.expire}</th>
          <th scope="col" class="amount">
            {t.credits}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((allowance) => (
          <Row key={allowance.id} allowance={allowance} {...shown} />
        ))}
      </tbody>
    </table>
  );
};
