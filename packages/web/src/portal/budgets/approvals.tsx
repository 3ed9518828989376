import {
  approveApproval,
  declineApproval,
  listApprovals,
  type Approval,
  type ApprovalStatus,
} from '@scrip/client';
import type { IconName } from '../../design/icon.tsx';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Tag, When, type Tone } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { number } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { client, useAccount } from '../client.ts';
import { budgetTexts } from '../../budgets/texts.ts';

const LOOKS: Record<ApprovalStatus, readonly [tone: Tone, icon: IconName]> = {
  open: ['accent', 'clock'],
  approved: ['in', 'check'],
  declined: ['zero', 'circle'],
  expired: ['plain', 'close'],
};

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
          <table class="table folds">
            <thead>
              <tr>
                <th scope="col">{t.what}</th>
                <th scope="col">{t.status}</th>
                <th scope="col" class="amount">
                  {t.credits}
                </th>
                {isOwner && <td />}
              </tr>
            </thead>
            <tbody>
              {items.map((approval) => {
                const { id, status, spender, kind, amount, reference, label, note } = approval;
                const [tone, icon] = LOOKS[status];
                const about = [isOwner && (names.get(spender) ?? t.gone), label ?? reference, note];
                return (
                  <tr key={id}>
                    <td class="what anywhere">
                      {t.kinds[kind]}
                      <span class="block small second">{about.filter(Boolean).join(', ')}</span>
                    </td>
                    <td>
                      <Tag tone={tone} icon={icon}>
                        {t.statuses[status]}
                      </Tag>{' '}
                      <span class="small second">
                        {status === 'open' && `${t.until} `}
                        <When at={approval.decidedAt ?? approval.endsAt} />
                      </span>
                    </td>
                    <td class="amount main strong">{number(amount)}</td>
                    <td class="line-break" aria-hidden="true" />
                    {isOwner && (
                      <td>{status === 'open' && <Decide approval={approval} decided={afterwards} />}</td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Answer>
    </Card>
  );
};
