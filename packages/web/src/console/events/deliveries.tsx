import { useSignal } from '@preact/signals';
import { type Delivery, type Endpoint, listDeliveries, resendDelivery } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { SelectField } from '../../design/field.tsx';
import { Card, Notice, State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { queryClient } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const TONES = { delivered: 'in', failing: 'low', failed: 'zero' } as const;

type Status = Delivery['status'];

const allDeliveries = (endpointId: string) =>
  rowsOf(client.list(listDeliveries, { params: { endpointId }, query: { limit: 100 } }), (one) => ({
    ...one,
  }));

const Row = ({ delivery, endpoint }: { delivery: Delivery; endpoint: Endpoint }) => {
  const { eventId } = delivery;
  const resend = useDeed(
    () => `resend:${endpoint.id}:${eventId}`,
    () => client.call(resendDelivery, { params: { endpointId: endpoint.id, eventId } }),
    async () => {
      toast(t.value.events.resent);
      await queryClient.invalidateQueries({ queryKey: ['endpoints', endpoint.id, 'deliveries'] });
    },
  );
  return (
    <tr>
      <td class="what">
        <code>{delivery.type}</code>
        <span class="block small muted mono anywhere">{eventId}</span>
      </td>
      <td>
        <Tag tone={TONES[delivery.status]}>{t.value.events.delivery[delivery.status]}</Tag>
      </td>
      <td class="anywhere">
        {delivery.statusCode !== undefined && t.value.events.statusCode(String(delivery.statusCode))}{' '}
        {delivery.problem}
        {resend.failure && (
          <Notice tone="zero" live>
            {problemIn(resend.failure)}
          </Notice>
        )}
      </td>
      <td class="amount hide-small">{number(delivery.attempts)}</td>
      <td>
        {delivery.account !== undefined && <a href={accountHref(delivery.account)}>{delivery.account}</a>}
      </td>
      <td>
        <When at={delivery.lastAt} withTime />
      </td>
      <td class="amount main">
        <Button
          small
          busy={resend.busy}
          disabled={endpoint.status === 'disabled'}
          aria-label={`${t.value.events.resend}: ${delivery.type}, ${eventId}`}
          onClick={() => void resend.run()}
        >
          {t.value.events.resend}
        </Button>
      </td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

const DeliveryTable = ({ items, endpoint }: { items: Delivery[]; endpoint: Endpoint }) => (
  <table class="table folds">
    <thead>
      <tr>
        <th scope="col">{t.value.events.event}</th>
        <th scope="col">{t.value.events.status}</th>
        <th scope="col">{t.value.events.answer}</th>
        <th scope="col" class="amount">
          {t.value.events.attempts}
        </th>
        <th scope="col">{t.value.events.account}</th>
        <th scope="col">{t.value.events.last}</th>
        <th scope="col">
          <span class="sr">{t.value.events.resend}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {items.map((delivery) => (
        <Row key={delivery.eventId} delivery={delivery} endpoint={endpoint} />
      ))}
    </tbody>
  </table>
);

/** What was sent to an endpoint, and what came of it. */
export const Deliveries = ({ endpoint }: { endpoint: Endpoint }) => {
  const status = useSignal<Status | 'all'>('all');
  const deliveries = usePages(['endpoints', endpoint.id, 'deliveries'], (cursor, signal) =>
    client.call(
      listDeliveries,
      { params: { endpointId: endpoint.id }, query: { cursor, limit: 50 } },
      { signal },
    ),
  );
  const { delivery: names } = t.value.events;
  const wanted = status.value;
  const chosen = (items: Delivery[]): Delivery[] =>
    wanted === 'all' ? items : items.filter((one) => one.status === wanted);
  return (
    <Card
      title={t.value.events.deliveries}
      actions={<CsvButton name={t.value.events.deliveries} rows={() => allDeliveries(endpoint.id)} />}
    >
      <div class="filters">
        <SelectField<Status | 'all'>
          label={t.value.events.status}
          hideLabel
          value={wanted}
          options={[
            ['all', t.value.events.everyStatus],
            ['delivered', names.delivered],
            ['failing', names.failing],
            ['failed', names.failed],
          ]}
          onChange={(one) => (status.value = one)}
        />
        {wanted !== 'all' && deliveries.hasMore && <p class="small second">{t.value.events.someShown}</p>}
      </div>
      <Answer of={deliveries} what={t.value.events.deliveriesWhat}>
        {(items) =>
          chosen(items).length === 0 ? (
            <State
              icon="bell"
              level={3}
              title={wanted === 'all' ? t.value.events.noDeliveries : common.value.nothingFound}
            />
          ) : (
            <DeliveryTable items={chosen(items)} endpoint={endpoint} />
          )
        }
      </Answer>
      {deliveries.hasMore && (
        <footer>
          <More of={deliveries} />
        </footer>
      )}
    </Card>
  );
};
