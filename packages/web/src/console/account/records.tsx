import type { ComponentChildren } from 'preact';
import {
  listAccountInvoices,
  listAccountOrders,
  listAccountPurchases,
  listAccountReceipts,
  listAccountRedemptions,
  listAgencyCreditRequests,
  refundAccountPurchase,
} from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, type CsvRow, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { creditsMoved } from '../../data/query.ts';
import { money, number, signed } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { CreditRequestTag, InvoiceTag, OrderTag, ReceiptTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';
import {
  creditRequestRow,
  invoiceRow,
  orderRow,
  purchaseRow,
  receiptRow,
  redemptionRow,
} from './record-rows.ts';

type Line = {
  key: string;
  at: string | undefined;
  what: ComponentChildren;
  status: ComponentChildren;
  amount: string;
};

type Listed<Item> = {
  data: Item[] | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
  hasMore: boolean;
  isLoadingMore: boolean;
  moreError: Error | null;
  more: () => void;
};

/** A list of records that all have a time, a name, a state and an amount. */
const Records = <Item,>({
  of,
  what,
  lineOf,
  all,
  rowOf,
}: {
  of: Listed<Item>;
  what: string;
  lineOf: (item: Item) => Line;
  /** The whole list, and what a file has of each thing. */
  all: () => AsyncIterable<Item>;
  rowOf: (item: Item) => CsvRow;
}) => (
  <>
    <Answer of={of} what={what}>
      {(items) =>
        items.length === 0 ? (
          <State title={t.value.accounts.noneOf(what)} level={3} />
        ) : (
          <table class="table folds">
            <thead>
              <tr>
                <th scope="col">{t.value.accounts.date}</th>
                <th scope="col">{what}</th>
                <th scope="col">{t.value.accounts.state}</th>
                <th scope="col" class="amount">
                  {t.value.accounts.amount}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(lineOf).map(({ key, at, what: name, status, amount }) => (
                <tr key={key}>
                  <td>{at === undefined ? '' : <When at={at} />}</td>
                  <td class="what anywhere">{name}</td>
                  <td>{status}</td>
                  <td class="amount main strong">{amount}</td>
                  <td class="line-break" aria-hidden="true" />
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Answer>
    {(of.data ?? []).length > 0 && (
      <footer class="row between">
        <CsvButton name={what} rows={() => rowsOf(all(), rowOf)} />
        {of.hasMore && <More of={of} />}
      </footer>
    )}
  </>
);

type Props = { accountId: string };

const Refund = ({ accountId, purchaseId }: Props & { purchaseId: string }) => {
  const refund = useDeed(
    () => `purchase-refund:${accountId}:${purchaseId}`,
    () => client.call(refundAccountPurchase, { params: { accountId, purchaseId } }),
  );
  const press = async (): Promise<void> => {
    const done = await refund.run();
    if (!done) return;
    creditsMoved();
    toast(t.value.accounts.refunded(common.value.credits(done.credits)));
  };
  return (
    <>
      <Button small busy={refund.busy} onClick={() => void press()}>
        {t.value.accounts.refund}
      </Button>
      {refund.failure && (
        <span class="block small zero" role="alert">
          {problemIn(refund.failure)}
        </span>
      )}
    </>
  );
};

export const Bought = ({ accountId }: Props) => {
  const purchases = usePages(['account-purchases', accountId], (cursor, signal) =>
    client.call(listAccountPurchases, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={purchases}
      what={t.value.accounts.lists.purchases}
      all={() => client.list(listAccountPurchases, { params: { accountId } })}
      rowOf={purchaseRow}
      lineOf={({ id, at, productName, variantName, status, refund, credits }) => ({
        key: id,
        at,
        what: `${productName}, ${variantName}`,
        status:
          status === 'refunded' ? (
            <Tag icon="refresh">{common.value.purchase.refunded}</Tag>
          ) : (
            <>
              <Refund accountId={accountId} purchaseId={id} />
              {refund?.allowed === false && (
                <span class="block small muted">
                  {t.value.accounts.customerCannot(refund.reasons.map(problemText).join(' '))}
                </span>
              )}
            </>
          ),
        amount: number(credits),
      })}
    />
  );
};

export const Ordered = ({ accountId }: Props) => {
  const orders = usePages(['account-orders', accountId], (cursor, signal) =>
    client.call(listAccountOrders, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={orders}
      what={t.value.accounts.lists.orders}
      all={() => client.list(listAccountOrders, { params: { accountId } })}
      rowOf={orderRow}
      lineOf={({ id, at, name, note, status, credits }) => ({
        key: id,
        at,
        what: (
          <>
            <a href={`${href('/orders')}?account=${encodeURIComponent(accountId)}`}>{name}</a>
            {note !== undefined && <span class="block small muted">{note}</span>}
          </>
        ),
        status: <OrderTag status={status} />,
        amount: number(credits),
      })}
    />
  );
};

export const Invoices = ({ accountId }: Props) => {
  const invoices = usePages(['account-invoices', accountId, 'all'], (cursor, signal) =>
    client.call(listAccountInvoices, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={invoices}
      what={t.value.accounts.lists.invoices}
      all={() => client.list(listAccountInvoices, { params: { accountId } })}
      rowOf={invoiceRow}
      lineOf={({ id, issuedAt, number: name, description, status, amount }) => ({
        key: id,
        at: issuedAt,
        what: (
          <>
            {description}
            <span class="block small muted mono">{name}</span>
          </>
        ),
        status: <InvoiceTag status={status} />,
        amount: 'money' in amount ? money(amount.money) : common.value.credits(amount.credits),
      })}
    />
  );
};

export const Paid = ({ accountId }: Props) => {
  const receipts = usePages(['account-receipts', accountId], (cursor, signal) =>
    client.call(listAccountReceipts, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={receipts}
      what={t.value.accounts.lists.receipts}
      all={() => client.list(listAccountReceipts, { params: { accountId } })}
      rowOf={receiptRow}
      lineOf={({ id, paidAt, provider, paymentId, credits, status, price }) => ({
        key: id,
        at: paidAt,
        what: (
          <>
            {common.value.credits(credits)}, {common.value.providers[provider]}
            <span class="block small muted mono">{paymentId}</span>
          </>
        ),
        status: <ReceiptTag status={status} />,
        amount: money(price),
      })}
    />
  );
};

export const Requested = ({ accountId }: Props) => {
  const requests = usePages(['credit-requests', 'of', accountId], (cursor, signal) =>
    client.call(listAgencyCreditRequests, { query: { account: accountId, cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={requests}
      what={t.value.accounts.lists.requests}
      all={() => client.list(listAgencyCreditRequests, { query: { account: accountId } })}
      rowOf={creditRequestRow}
      lineOf={({ id, createdAt, label, reference, status, price }) => ({
        key: id,
        at: createdAt,
        what: (
          <>
            <a href={href(`/requests/${id}`)}>{label}</a>
            <span class="block small muted mono">{reference}</span>
          </>
        ),
        status: <CreditRequestTag status={status} />,
        amount: money(price),
      })}
    />
  );
};

export const Codes = ({ accountId }: Props) => {
  const codes = usePages(['account-redemptions', accountId], (cursor, signal) =>
    client.call(listAccountRedemptions, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Records
      of={codes}
      what={t.value.accounts.lists.codes}
      all={() => client.list(listAccountRedemptions, { params: { accountId } })}
      rowOf={redemptionRow}
      lineOf={({ entry, at, name, hint, credits, expiresAt }) => ({
        key: String(entry),
        at,
        what: (
          <>
            {name}
            <span class="block small muted mono">…{hint}</span>
          </>
        ),
        status: expiresAt === undefined ? '' : <When at={expiresAt} />,
        amount: signed('in', credits),
      })}
    />
  );
};
