import type { OnlyFor } from '@scrip/client';
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
  const others = account?.restricted.filter(({ onlyFor }) => !admits(onlyFor, what)) ?? [];
  const things = useThings(others.length > 0);
  const isShown = useBalanceShown();
  if (!account || account.debt > 0 || others.length === 0 || !isShown) return null;
  const t = restrictedTexts();
  const all = account.available + creditsIn(account.restricted);
  const parts = others.map(({ credits, onlyFor }) => t.creditsFor(number(credits), namesIn(onlyFor, things)));
  return <p class="small second">{t.ofWhich(number(all), new Intl.ListFormat(locale()).format(parts))}</p>;
};
