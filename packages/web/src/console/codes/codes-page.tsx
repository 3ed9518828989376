import { useSignal } from '@preact/signals';
import { listPromoCodes, type PromoBatch } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, Tag, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { date, number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { NewCodesDialog } from './new-dialog.tsx';
import { More } from '../../data/more.tsx';

const TONES = { unfinished: 'low', active: 'in', withdrawn: 'plain' } as const;

const validity = ({ from, to }: PromoBatch): string =>
  from === undefined && to === undefined
    ? t.value.codes.always
    : t.value.codes.period(from === undefined ? '…' : date(from), to === undefined ? '…' : date(to));

const allBatches = () =>
  rowsOf(
    client.list(listPromoCodes),
    ({ id, name, code, status, credits, codes, from, to, usesPerCode, usesPerAccount, createdAt }) => ({
      id,
      name,
      code,
      status,
      credits,
      codes,
      from,
      to,
      usesPerCode,
      usesPerAccount,
      createdAt,
    }),
  );

const Row = ({ batch, open }: { batch: PromoBatch; open: () => void }) => (
  <tr>
    <td>
      <When at={batch.createdAt} />
    </td>
    <td class="what">
      <button type="button" class="link" onClick={open}>
        {batch.name}
      </button>
      {batch.code !== undefined && <span class="block small muted mono">{batch.code}</span>}
    </td>
    <td>
      <Tag tone={TONES[batch.status]}>{t.value.codes.statuses[batch.status]}</Tag>
    </td>
    <td>{validity(batch)}</td>
    <td class="amount hide-small">
      {batch.usesPerCode === null ? t.value.codes.unlimited : number(batch.usesPerCode)}
    </td>
    <td class="amount hide-small">{number(batch.codes)}</td>
    <td class="amount main strong">{number(batch.credits)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

export const CodesPage = () => {
  const isNew = useSignal(false);
  const opened = useSignal<PromoBatch | undefined>(undefined);
  const batches = usePages(['promo-codes'], (cursor, signal) =>
    client.call(listPromoCodes, { query: { cursor } }, { signal }),
  );
  return (
    <Page
      title={t.value.codes.title}
      actions={
        <>
          <CsvButton name={t.value.codes.title} rows={allBatches} />
          <Button look="primary" icon="plus" onClick={() => (isNew.value = true)}>
            {t.value.codes.new}
          </Button>
        </>
      }
    >
      <Card>
        <Answer of={batches} what={t.value.codes.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="ticket" title={t.value.codes.none}>
                {t.value.codes.noneHelp}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.codes.created}</th>
                    <th scope="col">{t.value.codes.name}</th>
                    <th scope="col">{t.value.codes.status}</th>
                    <th scope="col">{t.value.codes.validTo}</th>
                    <th scope="col" class="amount">
                      {t.value.codes.uses}
                    </th>
                    <th scope="col" class="amount">
                      {t.value.codes.count}
                    </th>
                    <th scope="col" class="amount">
                      {t.value.codes.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((batch) => (
                    <Row key={batch.id} batch={batch} open={() => (opened.value = batch)} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {batches.hasMore && (
          <footer>
            <More of={batches} />
          </footer>
        )}
      </Card>
      {isNew.value && <NewCodesDialog close={() => (isNew.value = false)} />}
      {opened.value && <BatchDialog batch={opened.value} close={() => (opened.value = undefined)} />}
    </Page>
  );
};
