import { approveApproval, declineApproval, listApprovals, type Approval } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { problemText } from '../../language/problem.ts';
import { client, useAccount } from '../client.ts';
import { NotCountedIn } from '../pay/not-counted.tsx';
import { ApprovalsTable } from '../../budgets/approvals-table.tsx';
import { budgetTexts } from '../../budgets/texts.ts';

/** The owner's two answers. */
const Decide = ({ approval, decided }: { approval: Approval; decided: () => Promise<unknown> }) => {
  const t = budgetTexts().approvals;
  const { id: approvalId } = approval;
  const approve = useDeed(
    () => `approval:${approvalId}`,
    () => client.call(approveApproval, { params: { approvalId } }),
    async () => {
      await decided();
      toast(t.approved);
    },
  );
  const decline = useDeed(
    () => `decline:${approvalId}`,
    () => client.call(declineApproval, { params: { approvalId } }),
    async () => {
      await decided();
      toast(t.declined);
    },
  );
  const busy = approve.busy || decline.busy;
  const failure = approve.failure ?? decline.failure;
  return (
    <>
      <div class="actions">
        <Button small look="primary" busy={approve.busy} disabled={busy} onClick={() => void approve.run()}>
          {t.approve}
        </Button>
        <Button small busy={decline.busy} disabled={busy} onClick={() => void decline.run()}>
          {t.decline}
        </Button>
      </div>
      {failure && (
        <Notice tone="zero" live>
          {problemText(failure)}
          <NotCountedIn of={failure} />
        </Notice>
      )}
    </>
  );
};

/** What was asked for beyond a budget, newest first; nothing where nobody ever asked. @param names of the spenders by ID */
export const Approvals = ({
  names,
  decided,
  isOwner,
}: {
  names: ReadonlyMap<string, string>;
  decided: () => Promise<unknown>;
  isOwner: boolean;
}) => {
  const t = budgetTexts().approvals;
  const account = useAccount();
  const approvals = usePages(['approvals'], (cursor, signal) =>
    client.call(listApprovals, { query: { cursor, limit: 25 } }, { signal }),
  );
  if (approvals.data?.length === 0) return null;
  const afterwards = () => Promise.all([approvals.refetch(), account.refetch(), decided()]);
  return (
    <Card title={t.title} {...(approvals.hasMore && { footer: <More of={approvals} /> })}>
      <Answer of={approvals} what={t.title}>
        {(items) => (
          <ApprovalsTable
            items={items}
            {...(isOwner && {
              who: ({ spender }) => names.get(spender) ?? t.gone,
              end: (approval) =>
                approval.status === 'open' && <Decide approval={approval} decided={afterwards} />,
            })}
          />
        )}
      </Answer>
    </Card>
  );
};
