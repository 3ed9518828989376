import type { Signal } from '@preact/signals';
import { Segments } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { t } from '../texts.ts';
import { AccountHistory } from './history.tsx';
import { Allowances } from './allowances.tsx';
import { Bought, Codes, Invoices, Ordered, Paid, Requested } from './records.tsx';
import { Holds } from './holds.tsx';
import { Usage } from './usage.tsx';
import { RefusedUsage } from './refused-usage.tsx';
import { Approvals } from './approvals.tsx';
import { SpenderKeys } from './spender-keys.tsx';
import { Spenders } from './spenders.tsx';

const LISTS = [
  'history',
  'purchases',
  'orders',
  'invoices',
  'receipts',
  'requests',
  'codes',
  'holds',
  'spenders',
  'keys',
  'approvals',
  'allowances',
  'usage',
  'refused',
] as const;

export type List = (typeof LISTS)[number];

/** Whose things are made in lists that an account which merged has nothing in, and gets nothing in. */
const OF_OPEN_ACCOUNTS: ReadonlySet<List> = new Set<List>(['spenders', 'keys', 'allowances']);

/**
 * What happened on an account, list by list.
 * @param shown the list that shows
 * @param isMerged whether the account is part of another one
 */
export const Lists = ({
  accountId,
  shown,
  isMerged,
}: {
  accountId: string;
  shown: Signal<List>;
  isMerged: boolean;
}) => {
  const lists = {
    history: <AccountHistory accountId={accountId} />,
    purchases: <Bought accountId={accountId} />,
    orders: <Ordered accountId={accountId} />,
    invoices: <Invoices accountId={accountId} />,
    receipts: <Paid accountId={accountId} />,
    requests: <Requested accountId={accountId} />,
    codes: <Codes accountId={accountId} />,
    holds: <Holds accountId={accountId} />,
    spenders: <Spenders accountId={accountId} />,
    keys: <SpenderKeys accountId={accountId} />,
    approvals: <Approvals accountId={accountId} />,
    allowances: <Allowances accountId={accountId} />,
    usage: <Usage accountId={accountId} />,
    refused: <RefusedUsage accountId={accountId} />,
  };
  return (
    <Card id="lists">
      <div class="filters wraps">
        <Segments
          label={t.value.accounts.timeline}
          value={shown.value}
          options={LISTS.filter((one) => !isMerged || !OF_OPEN_ACCOUNTS.has(one)).map(
            (one) => [one, t.value.accounts.lists[one]] as const,
          )}
          onChange={(chosen) => (shown.value = chosen)}
        />
      </div>
      {lists[shown.value]}
    </Card>
  );
};
