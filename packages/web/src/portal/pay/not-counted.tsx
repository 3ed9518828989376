import type { OnlyFor, RestrictedCredits } from '@scrip/client';
import { number } from '../../language/format.ts';
import { locale } from '../../language/language.ts';
import { creditsIn, namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { admits } from '../../restricted/things.ts';
import { useAccount, useBalanceShown } from '../client.ts';
import { useThings } from '../things.ts';

/** Why credits that the customer has don't count for something: they are only for something else. @param what is bought */
export const NotCounted = ({ what }: { what: OnlyFor }) => {
  const { data: account } = useAccount();
  if (!account || account.debt > 0) return null;
  return (
    <OfWhich
      all={account.available + creditsIn(account.restricted)}
      others={account.restricted.filter(({ onlyFor }) => !admits(onlyFor, what))}
    />
  );
};

/** The same as the API says it of something that it refused for want of credits; nothing of any other refusal. */
export const NotCountedIn = ({
  of,
}: {
  of: { code: string; available?: number; restricted?: readonly RestrictedCredits[] | undefined } | undefined;
}) =>
  of?.available === undefined || !of.restricted ? null : (
    <OfWhich all={of.available + creditsIn(of.restricted)} others={of.restricted} />
  );

const OfWhich = ({ all, others }: { all: number; others: readonly RestrictedCredits[] }) => {
  const things = useThings(others.length > 0);
  const isShown = useBalanceShown();
  if (others.length === 0 || !isShown) return null;
  const t = restrictedTexts();
  const parts = others.map(({ credits, onlyFor }) => t.creditsFor(number(credits), namesIn(onlyFor, things)));
  return <p class="small second">{t.ofWhich(number(all), new Intl.ListFormat(locale()).format(parts))}</p>;
};
