import type { PriceBreakdown } from '@scrip/client';
import { date, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { t } from '../texts.ts';

/** What it costs this customer now, and what it cost before a promotion. */
export const Price = ({ price }: { price: PriceBreakdown }) => {
  const before = price.regional?.price ?? price.base;
  return (
    <span>
      {price.promotion && (
        <>
          <span class="sr">{t.value.store.before} </span>
          <s class="muted">{number(before)}</s>{' '}
        </>
      )}
      {price.price === 0 ? (
        <span class="strong">{t.value.store.free}</span>
      ) : (
        <>
          <span class="strong">{number(price.price)}</span>{' '}
          <span class="small second">{common.value.creditsUnit(price.price)}</span>
        </>
      )}
      {price.promotion && (
        <span class="block small in">
          {t.value.store.promotion(price.promotion.name, date(price.promotion.to))}
        </span>
      )}
    </span>
  );
};
