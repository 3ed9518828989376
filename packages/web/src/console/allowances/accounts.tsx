import { useSignal } from '@preact/signals';
import { type AllowanceAccount, listAllowanceAccounts } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { day, number } from '../../language/format.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { useZone } from './stored-allowance.ts';
import { AddAccountsDialog, LeaveDialog } from './account-dialogs.tsx';

const Row = ({
  account: { account, since, next },
  zone,
  leave,
}: {
  account: AllowanceAccount;
  zone: string;
  leave: () => void;
}) => {
  const name = useName(account);
  return (
    <tr>
      <td class="what anywhere">
        <a class="row-link" href={accountHref(account)}>
          {name}
        </a>
        {name !== account && <span class="block small muted mono">{account}</span>}
      </td>
      <td data-label={t.value.allowances.since}>
        <When at={since} zone={zone} />
      </td>
      <td data-label={t.value.allowances.next}>{next ? day(next.on) : t.value.allowances.noNext}</td>
      <td>
        <Button small look="danger-text" aria-label={t.value.allowances.leaveTitle(name)} onClick={leave}>
          {t.value.allowances.leave}
        </Button>
      </td>
      <td class="amount main strong">{next && number(next.amount)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

/** Who gets the allowance, and what each account gets next. */
export const Accounts = ({ allowanceId }: { allowanceId: string }) => {
  const zone = useZone();
  const isAdding = useSignal(false);
  const leaving = useSignal<string | undefined>(undefined);
  const accounts = usePages(['allowances', allowanceId, 'accounts'], (cursor, signal) =>
    client.call(listAllowanceAccounts, { params: { allowanceId }, query: { limit: 25, cursor } }, { signal }),
  );
  return (
    <Card
      title={t.value.allowances.accounts}
      actions={
        <Button small icon="plus" onClick={() => (isAdding.value = true)}>
          {t.value.allowances.add}
        </Button>
      }
    >
      <Answer of={accounts} what={t.value.allowances.whatAccounts}>
        {(items) =>
          items.length === 0 ? (
            <State icon="people" title={t.value.allowances.noAccounts} level={3}>
              {t.value.allowances.noAccountsHelp}
            </State>
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.customer}</th>
                  <th scope="col">{t.value.allowances.since}</th>
                  <th scope="col">{t.value.allowances.next}</th>
                  <th scope="col">
                    <span class="sr">{t.value.allowances.leave}</span>
                  </th>
                  <th scope="col" class="amount">
                    {t.value.allowances.amount}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <Row
                    key={one.account}
                    account={one}
                    zone={zone}
                    leave={() => (leaving.value = one.account)}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {accounts.hasMore && (
        <footer>
          <More of={accounts} />
        </footer>
      )}
      {isAdding.value && (
        <AddAccountsDialog allowanceId={allowanceId} close={() => (isAdding.value = false)} />
      )}
      {leaving.value !== undefined && (
        <LeaveDialog
          allowanceId={allowanceId}
          accountId={leaving.value}
          close={() => (leaving.value = undefined)}
        />
      )}
    </Card>
  );
};
