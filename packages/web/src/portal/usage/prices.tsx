import { listMeterPrices } from '@scrip/client';
import { Card } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { priceOf } from '../../usage/price.ts';
import { usageTexts } from '../../usage/texts.ts';
import { client } from '../client.ts';

/** What is sold by use, and what it costs now; nothing where nothing is. */
export const Prices = () => {
  const t = usageTexts();
  const meters = usePages(['meter-prices'], (cursor, signal) =>
    client.call(listMeterPrices, { query: { limit: 25, cursor } }, { signal }),
  );
  if (!meters.error && (meters.data ?? []).length === 0) return null;
  return (
    <Card title={t.prices} footer={meters.hasMore ? <More of={meters} /> : undefined}>
      <Answer of={meters} what={t.prices}>
        {(items) => (
          <table class="table folds" aria-label={t.prices}>
            <thead>
              <tr>
                <th scope="col">{t.meter}</th>
                <th scope="col" class="amount">
                  {t.price}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((meter) => (
                <tr key={meter.id}>
                  <td class="what anywhere">{meter.name}</td>
                  <td class="amount main strong">{priceOf(meter)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
    </Card>
  );
};
