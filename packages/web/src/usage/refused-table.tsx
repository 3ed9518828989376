import type { RefusedUsage } from '@scrip/client';
import { When } from '../design/parts.tsx';
import { number } from '../language/format.ts';
import { usageTexts } from './texts.ts';

/** Usage that was reported and could not be charged, and why. */
export const RefusedTable = ({ items }: { items: readonly RefusedUsage[] }) => {
  const t = usageTexts();
  return (
    <table class="table folds" aria-label={t.refused}>
      <thead>
        <tr>
          <th scope="col">{t.date}</th>
          <th scope="col">{t.reason}</th>
          <th scope="col">{t.meter}</th>
          <th scope="col" class="amount">
            {t.units}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.flatMap(({ id: refusedId, events }) =>
          events.map(({ id, time, meter, quantity, reason }) => (
            <tr key={`${refusedId} ${id} ${time}`}>
              <td>
                <When at={time} />
              </td>
              <td class="what anywhere">
                {t.refusals[reason]}
                <span class="block small muted mono">{id}</span>
              </td>
              <td class="mono" data-label={t.meter}>
                {meter}
              </td>
              <td class="amount main strong">{number(quantity)}</td>
              <td class="line-break" aria-hidden="true" />
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
};
