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
import { CancelDialog, DoneDialog } from './held-order-dialogs.tsx';
import { More } from '../../data/more.tsx';

const OPEN = ['new', 'in_progress', 'done'] as const;

const ALL = [...OPEN, 'refunded', 'cancelled'] as const;

/** What somebody is asked about an order before it happens. */
type Asked = { do: 'refund' | 'done' | 'cancelled'; order: AgencyOrder };

type AskAbout = (what: Asked['do']) => void;

/** Sets how far an order has come; the toast leads back to what it was. What an order holds is asked about. */
const Progress = ({ order, ask }: { order: AgencyOrder; ask: AskAbout }) => {
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
  const isHeld = order.payment === 'held';
  const options = isHeld ? ([...OPEN, 'cancelled'] as const) : OPEN;
  if (status === 'refunded' || status === 'cancelled') return <OrderTag status={status} />;
  return (
    <SelectField
      label={t.value.orders.set(order.name)}
      hideLabel
      value={status}
      disabled={save.busy}
      options={options.map((one) => [one, common.value.order[one]] as const)}
      onChange={(chosen) =>
        isHeld && (chosen === 'done' || chosen === 'cancelled') ? ask(chosen) : void save.run(chosen, status)
      }
      fault={save.failure && problemIn(save.failure)}
    />
  );
};

const RefundDialog = ({ order, close }: { order: AgencyOrder; close: () => void }) => {
  const refund = useDeed(
    () => `order-refund:${order.id}`,
    () => client.call(refundOrder, { params: { accountId: order.account, orderId: order.id } }),
  );
  const amount = common.value.credits(order.paid);
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

/** Where the credits of an order are, unless its status says so. */
const paymentText = ({ payment, paid, credits, status }: AgencyOrder): string | undefined => {
  if (payment === 'paid') return paid < credits ? t.value.orders.lessThan(number(credits)) : undefined;
  return status === 'refunded' ? undefined : t.value.orders.payment[payment];
};

const Row = ({ order, ask }: { order: AgencyOrder; ask: AskAbout }) => {
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
        <Progress order={order} ask={ask} />
      </td>
      <td>
        {(order.payment === 'paid' || order.payment === 'free') && (
          <Button small aria-label={t.value.orders.refundTitle(order.name)} onClick={() => ask('refund')}>
            {t.value.orders.refund}
          </Button>
        )}
      </td>
      <td class="amount main">
        <strong>{number(order.payment === 'paid' ? order.paid : order.credits)}</strong>
        <span class="block small second">{paymentText(order)}</span>
      </td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

export const OrdersPage = () => {
  const { query: address } = useLocation();
  const account = address['account'];
  const status = useSignal<OrderStatus | 'all'>('all');
  const asked = useSignal<Asked | undefined>(undefined);
  const close = (): void => {
    asked.value = undefined;
  };
  const { value: wanted } = status;
  const orders = usePages(['agency-orders', wanted, account], (cursor, signal) => {
    const query = { cursor, limit: 50, status: wanted === 'all' ? undefined : wanted };
    return account === undefined
      ? client.call(listAgencyOrders, { query }, { signal })
      : client.call(listAccountOrders, { params: { accountId: account }, query }, { signal });
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
                    <Row key={order.id} order={order} ask={(what) => (asked.value = { do: what, order })} />
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
      {asked.value?.do === 'refund' && <RefundDialog order={asked.value.order} close={close} />}
      {asked.value?.do === 'done' && <DoneDialog order={asked.value.order} close={close} />}
      {asked.value?.do === 'cancelled' && <CancelDialog order={asked.value.order} close={close} />}
    </Page>
  );
};
