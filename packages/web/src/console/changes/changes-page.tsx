import { useSignal } from '@preact/signals';
import { type Change, listChanges } from '@scrip/client';
import { SelectField } from '../../design/field.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { client } from '../client.ts';
import { differences } from '../form/differences.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

type Kind = Change['kind'];

const isKind = (value: string): value is Kind => value in t.value.changes.kinds;

const kinds = (): Kind[] => Object.keys(t.value.changes.kinds).filter((name) => isKind(name));

const Versions = ({ change: { before, after } }: { change: Change }) => {
  if (typeof before === 'string' || typeof after === 'string')
    return <p class="small second">{t.value.changes.long}</p>;
  return (
    <div class="scroll-x">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.value.changes.field}</th>
            {before && <th scope="col">{t.value.changes.before}</th>}
            {after && <th scope="col">{t.value.changes.after}</th>}
          </tr>
        </thead>
        <tbody>
          {differences(before ?? {}, after ?? {}).map((one) => (
            <tr key={one.name}>
              <td class="mono">{one.name}</td>
              {before && <td class="anywhere">{one.before}</td>}
              {after && <td class="anywhere">{one.after}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const summaryOf = ({ before, after }: Change): string => {
  if (before === null) return t.value.changes.created;
  if (after === null) return t.value.changes.deleted;
  if (typeof before === 'string' || typeof after === 'string') return t.value.changes.show;
  return differences(before, after)
    .map(({ name }) => name)
    .join(', ');
};

const allChanges = () =>
  rowsOf(client.list(listChanges, { query: { limit: 100 } }), ({ before, after, ...change }) => ({
    ...change,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  }));

const Row = ({ change }: { change: Change }) => (
  <tr>
    <td>
      <When at={change.at} withTime />
    </td>
    <td class="what">
      {t.value.changes.kinds[change.kind]}
      <details>
        <summary class="small anywhere">{summaryOf(change) || t.value.changes.show}</summary>
        <Versions change={change} />
      </details>
    </td>
    <td class="anywhere mono">{change.recordId}</td>
    <td class="anywhere main">{change.actor}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** The audit log: who changed what, and how it was before. */
export const ChangesPage = () => {
  const kind = useSignal<Kind | 'all'>('all');
  const { value: wanted } = kind;
  const changes = usePages(['changes', wanted], (cursor, signal) =>
    client.call(
      listChanges,
      { query: { cursor, limit: 50, kind: wanted === 'all' ? undefined : wanted } },
      { signal },
    ),
  );
  return (
    <Page
      title={t.value.changes.title}
      lead={t.value.changes.lead}
      actions={<CsvButton name={t.value.changes.title} rows={allChanges} />}
    >
      <Card>
        <div class="filters">
          <SelectField
            label={t.value.changes.kind}
            hideLabel
            value={wanted}
            options={[
              ['all' as const, t.value.changes.everyKind],
              ...kinds().map((one) => [one, t.value.changes.kinds[one]] as const),
            ]}
            onChange={(chosen) => (kind.value = chosen)}
          />
        </div>
        <Answer of={changes} what={t.value.changes.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="history" title={t.value.changes.none} />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.changes.when}</th>
                    <th scope="col">{t.value.changes.difference}</th>
                    <th scope="col">{t.value.changes.record}</th>
                    <th scope="col">{t.value.changes.who}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((change) => (
                    <Row key={change.id} change={change} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {changes.hasMore && (
          <footer>
            <More of={changes} />
          </footer>
        )}
      </Card>
    </Page>
  );
};
