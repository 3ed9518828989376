import { useSignal } from '@preact/signals';
import { type Endpoint, listEndpoints } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, Tag, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { date, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { areAll } from './types.ts';
import { More } from '../../data/more.tsx';

/** Active, failing or disabled. */
export const EndpointTag = ({ endpoint: { status, failingSince } }: { endpoint: Endpoint }) => {
  if (status === 'disabled') return <Tag tone="zero">{t.value.events.statuses.disabled}</Tag>;
  return failingSince === undefined ? (
    <Tag tone="in">{t.value.events.statuses.active}</Tag>
  ) : (
    <Tag tone="low">{t.value.events.failing(date(failingSince))}</Tag>
  );
};

const allEndpoints = () =>
  rowsOf(client.list(listEndpoints, { query: { limit: 100 } }), ({ types, ...endpoint }) => ({
    ...endpoint,
    types: types.join(' '),
  }));

const Row = ({ endpoint }: { endpoint: Endpoint }) => (
  <tr>
    <td class="what anywhere">
      <a class="row-link" href={href(`/events/${endpoint.id}`)}>
        {endpoint.url}
      </a>
      {endpoint.description !== undefined && (
        <span class="block small muted anywhere">{endpoint.description}</span>
      )}
    </td>
    <td>
      <EndpointTag endpoint={endpoint} />
    </td>
    <td>
      {areAll(endpoint.types) ? t.value.events.all : t.value.events.typeCount(number(endpoint.types.length))}
    </td>
    <td class="last">
      <When at={endpoint.createdAt} />
    </td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** Where events go. */
export const EventsPage = () => {
  const isNew = useSignal(false);
  const endpoints = usePages(['endpoints'], (cursor, signal) =>
    client.call(listEndpoints, { query: { cursor } }, { signal }),
  );
  return (
    <Page
      title={t.value.events.title}
      lead={t.value.events.lead}
      actions={
        <>
          <CsvButton name={t.value.events.title} rows={allEndpoints} />
          <Button look="primary" icon="plus" onClick={() => (isNew.value = true)}>
            {t.value.events.create}
          </Button>
        </>
      }
    >
      <Card>
        <Answer of={endpoints} what={t.value.events.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="bell" title={t.value.events.none}>
                {t.value.events.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.events.url}</th>
                    <th scope="col">{t.value.events.status}</th>
                    <th scope="col">{t.value.events.types}</th>
                    <th scope="col">{t.value.events.created}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((endpoint) => (
                    <Row key={endpoint.id} endpoint={endpoint} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {endpoints.hasMore && (
          <footer>
            <More of={endpoints} text={common.value.showMore} />
          </footer>
        )}
      </Card>
      {isNew.value && <EndpointDialog close={() => (isNew.value = false)} />}
    </Page>
  );
};
