import type { Approval, ApprovalStatus } from '@scrip/client';
import type { ComponentChildren } from 'preact';
import type { IconName } from '../design/icon.tsx';
import { Tag, When, type Tone } from '../design/parts.tsx';
import { number } from '../language/format.ts';
import { budgetTexts } from './texts.ts';

const LOOKS: Record<ApprovalStatus, readonly [tone: Tone, icon: IconName]> = {
  open: ['accent', 'clock'],
  approved: ['in', 'check'],
  declined: ['zero', 'circle'],
  expired: ['plain', 'close'],
};

/**
 * What was asked for beyond budgets.
 * @param who asks, where that is not clear
 * @param end what ends a row, such as the owner's answers
 */
export const ApprovalsTable = <Shown extends Approval>({
  items,
  who,
  end,
}: {
  items: readonly Shown[];
  who?: (approval: Shown) => ComponentChildren;
  end?: (approval: Shown) => ComponentChildren;
}) => {
  const t = budgetTexts().approvals;
  return (
    <table class="table folds">
      <thead>
        <tr>
          <th scope="col">{t.what}</th>
          {who && <th scope="col">{t.who}</th>}
          <th scope="col">{t.status}</th>
          <th scope="col" class="amount">
            {t.credits}
          </th>
          {end && <td />}
        </tr>
      </thead>
      <tbody>
        {items.map((approval) => {
          const { id, status, kind, amount, reference, label, note } = approval;
          const [tone, icon] = LOOKS[status];
          return (
            <tr key={id}>
              <td class="what anywhere">
                {t.kinds[kind]}
                <span class="block small second">
                  {[label ?? reference, note].filter(Boolean).join(', ')}
                </span>
              </td>
              {who && <td class="anywhere">{who(approval)}</td>}
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
              {end && <td>{end(approval)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
