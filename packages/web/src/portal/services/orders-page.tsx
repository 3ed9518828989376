import { listOrders } from '@scrip/client';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { OrderTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { ServicesTabs } from './services-tabs.tsx';
import { More } from '../../data/more.tsx';

export const OrdersPage = () => {
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
                    <th scope="col" class="amount">
                      {t.value.buy.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ id, at, name, note, status, credits, refundedAt }) => (
                    <tr key={id}>
                      <td>
                        <When at={at} />
                      </td>
                      <td class="what">
                        {name}
                        {note !== undefined && <span class="block small muted">{note}</span>}
                      </td>
                      <td>
                        <OrderTag status={status} /> {refundedAt !== undefined && <When at={refundedAt} />}
                      </td>
                      <td class="amount main strong">{number(credits)}</td>
                      <td class="line-break" aria-hidden="true" />
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
    </Page>
  );
};
