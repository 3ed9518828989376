import { useSignal } from '@preact/signals';
import {
  type AgencyOrder,
  listAccountOrders,
  listAgencyOrders,
  type OpenOrderStatus,
  type OrderStatus,
  refundOrder,
  setOrderStatus,
} from '@scrip/client';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { SelectField } from '../../design/field.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { OrderTag } from '../../design/status-tags.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { creditsMoved, queryClient } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { orderRow } from '../account/record-rows.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const OPEN = ['new', 'in_progress', 'done'] as const;

const ALL = [...OPEN, 'refunded', 'cancelled'] as const;

/** Sets how far an order has come; the toast leads back to what it was. */
const Progress = ({ order }: { order: AgencyOrder }) => {
  const params = { accountId: order.account, orderId: order.id };
  const save = useDeed(
    (status: OpenOrderStatus, _before?: OpenOrderStatus) => `order-status:${order.id}:${status}`,
    (_key, status: OpenOrderStatus, _before?: OpenOrderStatus) =>
      client.call(setOrderStatus, { params, body: { status } }),
    async (_order, status, before?: OpenOrderStatus) => {
      await queryClient.invalidateQueries({ queryKey: ['agency-orders'] });
      toast(
        t.value.orders.saved(common.value.order[status]),
        before && { label: t.value.form.undo, run: () => void save.run(before) },
      );
    },
  );
  const { status } = order;
  if (status === 'refunded' || status === 'cancelled') return <OrderTag status={status} />;
  return (
    <SelectField
      label={t.value.orders.set(order.name)}
      hideLabel
      value={status}
      disabled={save.busy}
      options={OPEN.map((one) => [one, common.value.order[one]] as const)}
      // What was spent or given back does not come back with the status.
      onChange={(chosen) => void save.run(chosen, order.payment === 'held' ? undefined : status)}
      fault={save.failure && problemIn(save.failure)}
    />
  );
};

const RefundDialog = ({ order, close }: { order: AgencyOrder; close: () => void }) => {
  const refund = useDeed(
    () => `order-refund:${order.id}`,
    () => client.call(refundOrder, { params: { accountId: order.account, orderId: order.id } }),
  );
  const amount = common.value.credits(order.credits);
  const press = async (): Promise<void> => {
    if (!(await refund.run())) return;
    creditsMoved();
    close();
    toast(t.value.orders.refunded(amount));
  };
  return (
    <Ask
      title={t.value.orders.refundTitle(order.name)}
      deedText={t.value.orders.refundDeed(amount)}
      deed={refund}
      press={() => void press()}
      close={close}
    >
      <p>{t.value.orders.refundBody}</p>
    </Ask>
  );
};

const Row = ({ order, refund }: { order: AgencyOrder; refund: () => void }) => {
  const name = useName(order.account);
  return (
    <tr>
      <td>
        <When at={order.at} withTime />
      </td>
      <td class="what">
        {order.name}
        {order.note !== undefined && <span class="block small muted pre">{order.note}</span>}
      </td>
      <td>
        <a href={accountHref(order.account)}>{name}</a>
      </td>
      <td>
        <Progress order={order} />
      </td>
      <td>
        {(order.payment === 'paid' || order.payment === 'free') && (
          <Button small aria-label={t.value.orders.refundTitle(order.name)} onClick={refund}>
            {t.value.orders.refund}
          </Button>
        )}
      </td>
      <td class="amount main strong">{number(order.credits)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

export const OrdersPage = () => {
  const { query } = useLocation();
  const account = query['account'];
  const status = useSignal<OrderStatus | 'all'>('all');
  const refunding = useSignal<AgencyOrder | undefined>(undefined);
  const { value: wanted } = status;
  const orders = usePages(['agency-orders', wanted, account], (cursor, signal) => {
    const asked = { cursor, limit: 50, status: wanted === 'all' ? undefined : wanted };
    return account === undefined
      ? client.call(listAgencyOrders, { query: asked }, { signal })
      : client.call(listAccountOrders, { params: { accountId: account }, query: asked }, { signal });
  });
  return (
    <Page
      title={t.value.orders.title}
      {...(account !== undefined && { lead: t.value.orders.onlyOf(account) })}
      actions={
        <CsvButton
          name={t.value.orders.title}
          rows={() => rowsOf(client.list(listAgencyOrders, { query: { limit: 100 } }), orderRow)}
        />
      }
    >
      <Card>
        <div class="filters">
          <SelectField
            label={t.value.orders.status}
            hideLabel
            value={wanted}
            options={[
              ['all' as const, t.value.orders.everyStatus],
              ...ALL.map((one) => [one, common.value.order[one]] as const),
            ]}
            onChange={(chosen) => (status.value = chosen)}
          />
        </div>
        <Answer of={orders} what={t.value.orders.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="note" title={t.value.orders.none}>
                {t.value.orders.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.orders.date}</th>
                    <th scope="col">{t.value.orders.service}</th>
                    <th scope="col">{t.value.orders.account}</th>
                    <th scope="col">{t.value.orders.status}</th>
                    <th scope="col">
                      <span class="sr">{t.value.orders.actions}</span>
                    </th>
                    <th scope="col" class="amount">
                      {t.value.orders.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((order) => (
                    <Row key={order.id} order={order} refund={() => (refunding.value = order)} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {orders.hasMore && (
          <footer>
            <More of={orders} />
          </footer>
        )}
      </Card>
      {refunding.value && (
        <RefundDialog order={refunding.value} close={() => (refunding.value = undefined)} />
      )}
    </Page>
  );
};
