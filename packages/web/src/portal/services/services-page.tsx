import { useSignal } from '@preact/signals';
import { listServices, type Service } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Skeleton, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { PaysNote } from '../../restricted/price.tsx';
import { client } from '../client.ts';
import { Price } from '../store/price.tsx';
import { ThingPicture } from '../../design/thing-picture.tsx';
import { ShortNote } from '../pay/bill.tsx';
import { t } from '../texts.ts';
import { OrderDialog } from './order-dialog.tsx';
import { ServicesTabs } from './services-tabs.tsx';
import { More } from '../../data/more.tsx';

const SHORT = new Set(['insufficient_credits', 'account_in_debt']);

const ServiceCard = ({ service, order }: { service: Service; order: () => void }) => {
  const isOnlyShort = service.pay.reasons.every(({ code }) => SHORT.has(code));
  return (
    <article class="card thing">
      <ThingPicture picture={service.picture} icon="pen" />
      <div class="body">
        <div class="stack tight">
          <h2>{service.name}</h2>
          {service.description !== undefined && <p class="small second pre">{service.description}</p>}
        </div>
        <div class="row between wrap">
          <span>
            <Price price={service.price} />
            <PaysNote credits={service.restricted} />
            {service.shortfall > 0 && <ShortNote shortfall={service.shortfall} />}
            {!service.pay.allowed && !isOnlyShort && (
              <span class="block small second">{service.pay.reasons.map(problemText).join(' ')}</span>
            )}
          </span>
          {(service.pay.allowed || isOnlyShort) && (
            <Button small aria-label={t.value.services.orderNamed(service.name)} onClick={order}>
              {t.value.services.order}
            </Button>
          )}
        </div>
      </div>
    </article>
  );
};

export const ServicesPage = () => {
  const ordering = useSignal<Service | undefined>(undefined);
  const services = usePages(['services'], (cursor, signal) =>
    client.call(listServices, { query: { cursor, limit: 48 } }, { signal }),
  );
  return (
    <Page title={t.value.services.title}>
      <ServicesTabs />
      <Answer
        of={services}
        what={t.value.services.what}
        skeleton={
          <div class="card">
            <Skeleton lines={9} />
          </div>
        }
      >
        {(items) =>
          items.length === 0 ? (
            <div class="card">
              <State icon="pen" title={t.value.services.none} />
            </div>
          ) : (
            <div class="cards">
              {items.map((service) => (
                <ServiceCard key={service.id} service={service} order={() => (ordering.value = service)} />
              ))}
            </div>
          )
        }
      </Answer>
      {services.hasMore && (
        <div class="actions">
          <More of={services} text={common.value.showMore} small={false} />
        </div>
      )}
      {ordering.value && <OrderDialog service={ordering.value} close={() => (ordering.value = undefined)} />}
    </Page>
  );
};
