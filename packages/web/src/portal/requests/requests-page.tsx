import { useSignal } from '@preact/signals';
import { type CreditRequest, type CreditRequestStatus, listCreditRequests } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { SelectField } from '../../design/field.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { CreditRequestTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const STATUSES = ['pending', 'accepted', 'rejected', 'cancelled'] as const;

const Row = ({ request }: { request: CreditRequest }) => (
  <tr>
    <td>
      <When at={request.createdAt} />
    </td>
    <td class="what">
      <a class="row-link" href={href(`/requests/${request.id}`)}>
        {common.value.withBonus(request.credits, request.bonusCredits)}
      </a>
    </td>
    <td>{common.value.methods[request.method]}</td>
    <td class="mono">{request.reference}</td>
    <td class="main">
      <CreditRequestTag status={request.status} />
    </td>
    <td class="amount last">{money(request.price)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

export const RequestsPage = () => {
  const status = useSignal<CreditRequestStatus | 'all'>('all');
  const { value: wanted } = status;
  const requests = usePages(['credit-requests', wanted], (cursor, signal) =>
    client.call(
      listCreditRequests,
      { query: { cursor, limit: 25, status: wanted === 'all' ? undefined : wanted } },
      { signal },
    ),
  );
  return (
    <Page
      title={t.value.requests.title}
      lead={t.value.requests.lead}
      actions={
        <a class="button primary" href={`${href('/buy')}?method=bank_transfer`}>
          {t.value.requests.ask}
        </a>
      }
    >
      <Card
        {...(requests.hasMore && {
          footer: <More of={requests} />,
        })}
      >
        <div class="filters">
          <SelectField
            label={t.value.requests.status}
            hideLabel
            value={wanted}
            options={[
              ['all' as const, t.value.requests.everyStatus],
              ...STATUSES.map((one) => [one, common.value.creditRequest[one]] as const),
            ]}
            onChange={(chosen) => (status.value = chosen)}
          />
        </div>
        <Answer of={requests} what={t.value.requests.what}>
          {(items) =>
            items.length === 0 ? (
              <State
                icon="inbox"
                title={wanted === 'all' ? t.value.requests.none : common.value.nothingFound}
                actions={
                  wanted !== 'all' && (
                    <Button onClick={() => (status.value = 'all')}>{common.value.clearFilters}</Button>
                  )
                }
              >
                {t.value.requests.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.buy.credits}</th>
                    <th scope="col">{t.value.requests.method}</th>
                    <th scope="col">{t.value.history.reference}</th>
                    <th scope="col">{t.value.requests.status}</th>
                    <th scope="col" class="amount">
                      {t.value.buy.price}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((request) => (
                    <Row key={request.id} request={request} />
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
