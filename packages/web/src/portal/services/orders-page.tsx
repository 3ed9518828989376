import { useSignal } from '@preact/signals';
import { listOrders, type Order } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { RestrictedPart } from '../restricted-part.tsx';
import { OrderTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { orderTexts } from './order-texts.ts';
import { ServicesTabs } from './services-tabs.tsx';
import { More } from '../../data/more.tsx';

/** Where the credits of an order are, unless its status says so. */
const paymentText = ({ payment, paid, credits, status }: Order): string | undefined => {
  const texts = orderTexts();
  if (payment === 'paid') return paid < credits ? texts.paidOf(number(credits)) : undefined;
  return status === 'refunded' ? undefined : texts.payment[payment];
};

const Row = ({ order, cancel }: { order: Order; cancel: () => void }) => {
  const { at, name, note, status, credits, payment, paid, refundedAt } = order;
  const text = paymentText(order);
  return (
    <tr>
      <td>
        <When at={at} />
      </td>
      <td class="what">
        {name}
        {note !== undefined && <span class="block small muted">{note}</span>}
        {text !== undefined && <span class="block small second">{text}</span>}
        {order.restricted && <RestrictedPart restricted={order.restricted} amount={paid} />}
      </td>
      <td>
        <OrderTag status={status} /> {refundedAt !== undefined && <When at={refundedAt} />}
      </td>
      <td>
        {order.cancel.allowed && (
          <Button small aria-label={orderTexts().cancelOf(name)} onClick={cancel}>
            {orderTexts().cancel}
          </Button>
        )}
      </td>
      <td class="amount main strong">{number(payment === 'paid' ? paid : credits)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

export const OrdersPage = () => {
  const cancelling = useSignal<Order | undefined>(undefined);
  const orders = usePages(['orders'], (cursor, signal) =>
    client.call(listOrders, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.services.title}>
      <ServicesTabs />
      <Card
        {...(orders.hasMore && {
          footer: <More of={orders} />,
        })}
      >
        <Answer of={orders} what={t.value.orders.what}>
          {(items) =>
            items.length === 0 ? (
              <State
                icon="note"
                title={t.value.orders.none}
                actions={
                  <a class="button primary" href={href('/services')}>
                    {t.value.services.title}
                  </a>
                }
              />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.orders.service}</th>
                    <th scope="col">{t.value.requests.status}</th>
                    <td />
                    <th scope="col" class="amount">
                      {t.value.buy.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((order) => (
                    <Row key={order.id} order={order} cancel={() => (cancelling.value = order)} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
      {cancelling.value && (
        <CancelDialog order={cancelling.value} close={() => (cancelling.value = undefined)} />
      )}
    </Page>
  );
};
