import { listAccountApprovals } from '@scrip/client';
import { ApprovalsTable } from '../../budgets/approvals-table.tsx';
import { budgetTexts } from '../../budgets/texts.ts';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { State } from '../../design/parts.tsx';
import { client } from '../client.ts';
import { useSpenders } from './use-spenders.ts';

/** What the account's spenders asked its owner for. */
export const Approvals = ({ accountId }: { accountId: string }) => {
  const t = budgetTexts().approvals;
  const spenders = useSpenders(accountId);
  const names = new Map((spenders.data?.items ?? []).map(({ id, name }) => [id, name]));
  const approvals = usePages(['agency-approvals', 'all', accountId], (cursor, signal) =>
    client.call(listAccountApprovals, { params: { accountId }, query: { cursor, limit: 50 } }, { signal }),
  );
  return (
    <>
      <Answer of={approvals} what={t.title}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.none} level={3}>
              {t.noneLead}
            </State>
          ) : (
            <ApprovalsTable items={items} who={({ spender }) => names.get(spender) ?? t.gone} />
          )
        }
      </Answer>
      {approvals.hasMore && (
        <footer>
          <More of={approvals} />
        </footer>
      )}
    </>
  );
};
