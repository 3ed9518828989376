import { listReconciliations, type Reconciliation } from '@scrip/client';
import { Card, State, Tag, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { number } from '../../language/format.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const TONES = { running: 'accent', interrupted: 'low', complete: 'in' } as const;

const Mismatches = ({ run: { mismatches, failures } }: { run: Reconciliation }) => (
  <details>
    <summary class="small">{t.value.reports.details}</summary>
    <ul class="stack tight small">
      {mismatches.map(({ code, paymentId, account, objectId, source, issue }, index) => (
        <li key={`${code}-${paymentId}-${index}`} class="anywhere">
          {t.value.reports.codes[code]}
          {account !== undefined && (
            <>
              {', '}
              <a href={accountHref(account)}>{account}</a>
            </>
          )}
          <span class="muted mono"> {[paymentId, source, objectId, issue].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
      {failures.map(({ source, code, status, issue }) => (
        <li key={source} class="anywhere">
          {t.value.reports.failures}: {[source, code, status, issue].filter(Boolean).join(' · ')}
        </li>
      ))}
    </ul>
  </details>
);

const allRuns = () =>
  rowsOf(client.list(listReconciliations, { query: { limit: 100 } }), ({ mismatches, failures, ...run }) => ({
    ...run,
    mismatches: JSON.stringify(mismatches),
    failures: JSON.stringify(failures),
  }));

const Row = ({ run }: { run: Reconciliation }) => (
  <tr>
    <td>
      <When at={run.startedAt} withTime />
    </td>
    <td class="what">
      {t.value.reports.providers[run.provider]}
      {(run.mismatchCount > 0 || run.failures.length > 0) && <Mismatches run={run} />}
    </td>
    <td>{t.value.reports.passes[run.pass]}</td>
    <td>
      <Tag tone={TONES[run.status]}>{t.value.reports.statuses[run.status]}</Tag>
    </td>
    <td class="amount hide-small">{number(run.seen)}</td>
    <td class="amount hide-small">{number(run.healed)}</td>
    <td class={`amount main strong ${run.mismatchCount > 0 ? 'low' : ''}`}>{number(run.mismatchCount)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** Every comparison of our books with the providers'. */
export const Runs = () => {
  const runs = usePages(['reconciliations'], (cursor, signal) =>
    client.call(listReconciliations, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Card
      title={t.value.reports.runs}
      actions={<CsvButton name={t.value.reports.runs} rows={allRuns} />}
      footer={
        <>
          <span class="small second">{t.value.reports.runsHelp}</span>
          <More of={runs} />
        </>
      }
    >
      <Answer of={runs} what={t.value.reports.whatRuns}>
        {(items) =>
          items.length === 0 ? (
            <State icon="chart" title={t.value.reports.noRuns} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.reports.when}</th>
                  <th scope="col">{t.value.reports.provider}</th>
                  <th scope="col">{t.value.reports.pass}</th>
                  <th scope="col">{t.value.reports.status}</th>
                  <th scope="col" class="amount">
                    {t.value.reports.seen}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.reports.healed}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.reports.mismatches}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((run) => (
                  <Row key={run.id} run={run} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Card>
  );
};
