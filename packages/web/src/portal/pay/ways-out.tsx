import type { OnlyFor } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { money } from '../../language/format.ts';
import { cheapestFor, creditsOf, useOffers } from '../buy/offers.ts';
import { keepCameFrom } from '../buy/open-checkout.ts';
import { countingFor } from '../../restricted/things.ts';
import { useBalanceShown } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

/**
 * What somebody can do who has too few credits: the package that covers it, a code, everything that is for sale.
 * @param what the credits are missing for, as restrictions name it
 */
export const WaysOut = ({ shortfall, what }: { shortfall: number; what: OnlyFor }) => {
  const isShown = useBalanceShown();
  const { route, url } = useLocation();
  const offers = useOffers();
  const covering = offers.data && cheapestFor(shortfall, offers.data.packages, what);
  const go = (path: string): void => {
    keepCameFrom(url);
    route(href(path));
  };
  return (
    <>
      {covering && (
        <Notice>
          {isShown
            ? t.value.pay.covers(covering.name, countingFor(covering, what) - shortfall)
            : t.value.pay.coversIt(covering.name)}
        </Notice>
      )}
      <div class="stack tight">
        {covering && (
          <Button look="primary" full onClick={() => go(`/buy?package=${covering.id}`)}>
            {t.value.pay.buyPackage(creditsOf(covering), money(covering.price))}
          </Button>
        )}
        <Button full onClick={() => go('/redeem')}>
          {t.value.redeem.button}
        </Button>
        <Button look="quiet" full onClick={() => go(isShown ? `/buy?need=${shortfall}` : '/buy')}>
          {t.value.pay.everyPackage}
        </Button>
      </div>
    </>
  );
};
