import { useSignal } from '@preact/signals';
import { type Endpoint, getEndpoint } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Pairs, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { dateTime } from '../../language/format.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { Deliveries } from './deliveries.tsx';
import { DeleteDialog, RotateDialog } from './endpoint-deeds.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointTag } from './events-page.tsx';
import { areAll } from './types.ts';

type Asking = 'edit' | 'rotate' | 'delete';

const Details = ({ endpoint, ask }: { endpoint: Endpoint; ask: (what: Asking) => void }) => (
  <Card
    title={<EndpointTag endpoint={endpoint} />}
    actions={
      <>
        <Button small onClick={() => ask('edit')}>
          {t.value.form.edit}
        </Button>
        <Button small onClick={() => ask('rotate')}>
          {t.value.events.rotate}
        </Button>
        <Button small look="danger-text" onClick={() => ask('delete')}>
          {t.value.events.remove}
        </Button>
      </>
    }
  >
    <div class="body stack">
      {endpoint.failingSince !== undefined && (
        <Notice tone="low">{t.value.events.failingHelp(dateTime(endpoint.failingSince))}</Notice>
      )}
      <Pairs
        lines={[
          endpoint.description !== undefined && {
            label: t.value.events.description,
            value: endpoint.description,
          },
          {
            label: t.value.events.types,
            value: areAll(endpoint.types) ? t.value.events.all : endpoint.types.join(', '),
          },
          { label: t.value.events.created, value: <When at={endpoint.createdAt} withTime /> },
        ]}
      />
    </div>
  </Card>
);

/** One endpoint: what it receives, and what was sent to it. */
export const EndpointPage = ({ id = '' }: { id?: string }) => {
  const asking = useSignal<Asking | undefined>(undefined);
  const close = (): void => {
    asking.value = undefined;
  };
  const found = useQuery({
    queryKey: ['endpoints', id],
    queryFn: ({ signal }) => valueOf(client.call(getEndpoint, { params: { endpointId: id } }, { signal })),
  });
  return (
    <Page
      title={found.data?.url ?? t.value.events.title}
      back={{ href: href('/events'), text: t.value.events.title }}
    >
      <Answer of={found} what={t.value.events.what}>
        {(endpoint) => (
          <>
            <Details endpoint={endpoint} ask={(what) => (asking.value = what)} />
            <Deliveries endpoint={endpoint} />
            {asking.value === 'edit' && <EndpointDialog endpoint={endpoint} close={close} />}
            {asking.value === 'rotate' && <RotateDialog endpoint={endpoint} close={close} />}
            {asking.value === 'delete' && <DeleteDialog endpoint={endpoint} close={close} />}
          </>
        )}
      </Answer>
    </Page>
  );
};
