import { useSignal } from '@preact/signals';
import { listMeters, type Meter } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { More } from '../../data/more.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { priceOf } from '../../usage/price.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { MeterDialog } from './meter-dialog.tsx';
import { RetireDialog } from './retire-dialog.tsx';

type Deeds = { edit: () => void; retire: () => void };

const Row = ({ meter, edit, retire }: { meter: Meter } & Deeds) => (
  <tr>
    <td class="what anywhere">
      {meter.name}
      <span class="block small muted mono">{meter.id}</span>
    </td>
    <td data-label={t.value.meters.entries}>{t.value.meters.entriesOf[meter.entries]}</td>
    <td>
      <span class="row">
        <Button small onClick={edit}>
          {t.value.form.edit}
          <span class="sr"> {meter.name}</span>
        </Button>
        <Button
          small
          look="danger-text"
          icon="close"
          aria-label={t.value.meters.retireTitle(meter.name)}
          onClick={retire}
        >
          {t.value.meters.retire}
        </Button>
      </span>
    </td>
    <td class="amount main strong">{priceOf(meter)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** What the agency sells by use. */
export const MetersPage = () => {
  const editing = useSignal<Meter | 'new' | undefined>(undefined);
  const retiring = useSignal<Meter | undefined>(undefined);
  const meters = usePages(['agency-meters'], (cursor, signal) =>
    client.call(listMeters, { query: { limit: 50, cursor } }, { signal }),
  );
  const close = (): void => {
    editing.value = undefined;
    retiring.value = undefined;
  };
  return (
    <Page
      title={t.value.meters.title}
      lead={t.value.meters.lead}
      actions={
        <Button look="primary" onClick={() => (editing.value = 'new')}>
          {t.value.meters.new}
        </Button>
      }
    >
      <Card>
        <Answer of={meters} what={t.value.meters.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="chart" title={t.value.meters.none}>
                {t.value.meters.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.meters.name}</th>
                    <th scope="col">{t.value.meters.entries}</th>
                    <th scope="col">
                      <span class="sr">{t.value.form.edit}</span>
                    </th>
                    <th scope="col" class="amount">
                      {t.value.meters.price}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((meter) => (
                    <Row
                      key={meter.id}
                      meter={meter}
                      edit={() => (editing.value = meter)}
                      retire={() => (retiring.value = meter)}
                    />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {meters.hasMore && (
          <footer>
            <More of={meters} />
          </footer>
        )}
      </Card>
      {editing.value && (
        <MeterDialog meter={editing.value === 'new' ? undefined : editing.value} close={close} />
      )}
      {retiring.value && <RetireDialog meter={retiring.value} close={close} />}
    </Page>
  );
};
