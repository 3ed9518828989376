import type { Checkout } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

/** A checkout that is open is taken up again rather than begun twice. */
export const OpenCheckout = ({
  checkout,
  take,
}: {
  checkout: Checkout;
  take: (checkout: Checkout) => void;
}) => {
  const { status, credits, bonusCredits, price, provider, id } = checkout;
  const what = t.value.buy.openCheckout(
    credits + bonusCredits,
    money(price),
    common.value.providers[provider],
  );
  return (
    <Notice tone="accent" icon="clock">
      <div class="row between wrap">
        <span>{status === 'open' ? what : t.value.buy.inProgress}</span>
        {status === 'open' ? (
          <Button small onClick={() => take(checkout)}>
            {t.value.buy.continue}
          </Button>
        ) : (
          <a class="button small" href={`${href('/return')}?checkout=${id}`}>
            {t.value.buy.look}
          </a>
        )}
      </div>
    </Notice>
  );
};
