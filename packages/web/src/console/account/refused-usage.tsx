import { listRefusedUsage } from '@scrip/client';
import { State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { RefusedTable } from '../../usage/refused-table.tsx';
import { client } from '../client.ts';
import { t } from '../texts.ts';

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
            <RefusedTable items={items} />
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
