import { useSignal } from '@preact/signals';
import { type ApprovalStatus, listAccountApprovals, listAgencyApprovals } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { ApprovalsTable } from '../../budgets/approvals-table.tsx';
import { budgetTexts } from '../../budgets/texts.ts';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { SelectField } from '../../design/field.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Page } from '../../frame/page.tsx';
import { accountHref } from '../accounts/accounts-page.tsx';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

const STATUSES = ['open', 'approved', 'declined', 'expired'] as const satisfies readonly ApprovalStatus[];

const Customer = ({ account }: { account: string }) => <a href={accountHref(account)}>{useName(account)}</a>;

/** What spenders of all accounts asked their owners for, or those of one account that the address names. */
export const ApprovalsPage = () => {
  const texts = budgetTexts().approvals;
  const { query: address } = useLocation();
  const account = address['account'];
  const status = useSignal<ApprovalStatus | 'all'>('open');
  const { value: wanted } = status;
  const approvals = usePages(['agency-approvals', wanted, account], (cursor, signal) => {
    const query = { cursor, limit: 50, status: wanted === 'all' ? undefined : wanted };
    return account === undefined
      ? client.call(listAgencyApprovals, { query }, { signal })
      : client.call(listAccountApprovals, { params: { accountId: account }, query }, { signal });
  });
  return (
    <Page
      title={t.value.approvals}
      {...(account !== undefined && {
        lead: (
          <>
            {texts.onlyOf(account)} <a href={href('/approvals')}>{texts.ofEverybody}</a>
          </>
        ),
      })}
    >
      <Card>
        <div class="filters">
          <SelectField
            label={texts.status}
            hideLabel
            value={wanted}
            options={[
              ['all' as const, texts.every],
              ...STATUSES.map((one) => [one, texts.statuses[one]] as const),
            ]}
            onChange={(chosen) => (status.value = chosen)}
          />
        </div>
        <Answer of={approvals} what={texts.title}>
          {(items) =>
            items.length === 0 && !approvals.hasMore ? (
              <State icon="check" title={texts.none}>
                {texts.noneLead}
              </State>
            ) : (
              <ApprovalsTable items={items} who={(approval) => <Customer account={approval.account} />} />
            )
          }
        </Answer>
        {approvals.hasMore && (
          <footer>
            <More of={approvals} />
          </footer>
        )}
      </Card>
    </Page>
  );
};
