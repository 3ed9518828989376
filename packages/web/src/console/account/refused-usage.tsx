import { listRefusedUsage, type RefusedUsage as Refused } from '@scrip/client';
import { State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

const Rows = ({ refused: { id: refusedId, events } }: { refused: Refused }) => (
  <>
    {events.map(({ id, time, meter, quantity, reason }) => (
      <tr key={`${refusedId} ${id} ${time}`}>
        <td>
          <When at={time} />
        </td>
        <td class="what anywhere">
          {t.value.accounts.refusals[reason]}
          <span class="block small muted mono">{id}</span>
        </td>
        <td class="mono" data-label={t.value.accounts.meter}>
          {meter}
        </td>
        <td class="amount main strong">{number(quantity)}</td>
        <td class="line-break" aria-hidden="true" />
      </tr>
    ))}
  </>
);

/** Usage of the account that was reported and could not be charged. */
export const RefusedUsage = ({ accountId }: { accountId: string }) => {
  const refused = usePages(['refused-usage', accountId], (cursor, signal) =>
    client.call(listRefusedUsage, { query: { account: accountId, limit: 25, cursor } }, { signal }),
  );
  const what = t.value.accounts.lists.refused;
  return (
    <>
      <Answer of={refused} what={what}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.value.accounts.noneOf(what)} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.date}</th>
                  <th scope="col">{t.value.accounts.reason}</th>
                  <th scope="col">{t.value.accounts.meter}</th>
                  <th scope="col" class="amount">
                    {t.value.accounts.units}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <Rows key={one.id} refused={one} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {refused.hasMore && (
        <footer>
          <More of={refused} />
        </footer>
      )}
    </>
  );
};
