import { useSignal } from '@preact/signals';
import { type Figures, listReconciliations, type PeriodFigures } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { BarChart } from '../../design/bars.tsx';
import { StepChart } from '../../design/chart.tsx';
import { Segments } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Card, Skeleton, When } from '../../design/parts.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton } from '../../data/csv.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { day, money, number, relative } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { useWaiting } from '../frame/waiting.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { figureRows, useFigures, useLiability } from './figures.ts';
import { type Period, PERIODS } from './periods.ts';

/** Totals of several periods. Beyond safe integers they are texts, so they are added as such. */
const sumOf = (items: readonly PeriodFigures[], name: 'sold' | 'spent'): string =>
  items.reduce((sum, item) => sum + BigInt(item[name]), 0n).toString();

const salesOf = (items: readonly PeriodFigures[]): { currency: string; amount: string }[] => {
  const totals = new Map<string, bigint>();
  for (const { currency, amount } of items.flatMap(({ sales }) => sales))
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount));
  return [...totals].map(([currency, amount]) => ({ currency, amount: amount.toString() }));
};

const Numbers = ({ figures: { items } }: { figures: Figures }) => {
  const waiting = useWaiting();
  const liability = useLiability();
  const oldest = waiting.data?.items.map(({ createdAt }) => createdAt).toSorted()[0];
  return (
    <dl class="card figures">
      <div>
        <dt>{t.value.overview.sold}</dt>
        <dd class="big">{number(sumOf(items, 'sold'))}</dd>
        <dd class="small second">
          {salesOf(items)
            .map((sales) => money(sales))
            .join(', ') || t.value.overview.noSales}
        </dd>
      </div>
      <div>
        <dt>{t.value.overview.spent}</dt>
        <dd class="big">{number(sumOf(items, 'spent'))}</dd>
        <dd class="small second">{common.value.creditsUnit(2)}</dd>
      </div>
      <div>
        <dt>{t.value.overview.outstanding}</dt>
        <dd class="big">{number(items.at(-1)?.outstanding ?? 0)}</dd>
        <dd class="small second">
          {liability.data &&
            t.value.overview.byClass(number(liability.data.paid), number(liability.data.promo))}
        </dd>
      </div>
      <div>
        <dt>{t.value.overview.waiting}</dt>
        <dd class="big">{number(waiting.data?.items.length ?? 0)}</dd>
        <dd class={`small ${oldest === undefined ? 'second' : 'low'}`}>
          {oldest === undefined ? t.value.overview.nothingWaits : t.value.overview.oldest(relative(oldest))}
        </dd>
      </div>
    </dl>
  );
};

/** What somebody at the agency should look at. */
const NeedsYou = () => {
  const waiting = useWaiting();
  const liability = useLiability();
  const runs = useQuery({
    queryKey: ['reconciliations', 'latest'],
    queryFn: ({ signal }) => valueOf(client.call(listReconciliations, { query: { limit: 20 } }, { signal })),
  });
  const differing = runs.data?.items.find(({ mismatchCount }) => mismatchCount > 0);
  const latest = runs.data?.items[0];
  const requests = waiting.data?.items ?? [];
  const debt = liability.data?.debt ?? 0;
  return (
    <Card title={t.value.overview.needsYou}>
      <ul>
        {requests.length > 0 && (
          <li class="allowed-line">
            <Icon name="inbox" />
            <a class="grow" href={href('/requests')}>
              {t.value.overview.requests(requests.length)}
            </a>
            <span class="small second">
              {common.value.credits(requests.reduce((sum, one) => sum + one.credits + one.bonusCredits, 0))}
            </span>
          </li>
        )}
        {Number(debt) > 0 && (
          <li class="allowed-line zero">
            <Icon name="circle" />
            <a class="grow" href={href('/accounts')}>
              {t.value.overview.debts}
            </a>
            <span class="small second">{common.value.credits(debt)}</span>
          </li>
        )}
        {differing ? (
          <li class="allowed-line low">
            <Icon name="alert" />
            <a class="grow" href={href('/reports')}>
              {t.value.overview.differs(differing.mismatchCount)}
            </a>
            <span class="small second">
              <When at={differing.startedAt} withTime />
            </span>
          </li>
        ) : (
          <li class="allowed-line">
            <span class="in">
              <Icon name="check" />
            </span>
            <span class="grow">{latest ? t.value.overview.agrees : t.value.overview.notChecked}</span>
            <span class="small second">{latest && <When at={latest.startedAt} withTime />}</span>
          </li>
        )}
      </ul>
    </Card>
  );
};

export const OverviewPage = () => {
  const period = useSignal<Period>('weeks');
  const figures = useFigures(period.value);
  return (
    <Page
      title={t.value.overview.title}
      actions={
        <>
          {figures.data && <CsvButton name={t.value.overview.title} rows={() => figureRows(figures.data)} />}
          <Segments
            label={t.value.overview.period}
            value={period.value}
            options={PERIODS.map((one) => [one, t.value.overview.periods[one]] as const)}
            onChange={(chosen) => (period.value = chosen)}
          />
        </>
      }
    >
      <Answer
        of={figures}
        what={t.value.overview.what}
        skeleton={
          <div class="card">
            <Skeleton hero lines={9} />
          </div>
        }
      >
        {(data) => (
          <>
            <Numbers figures={data} />
            <ZoneNote zone={data.timeZone} />
            <Card title={t.value.overview.chart}>
              <div class="body">
                <BarChart
                  title={t.value.overview.chart}
                  names={[t.value.overview.sold, t.value.overview.spent]}
                  groups={data.items.map(({ from, sold, spent }) => ({
                    label: day(from),
                    values: [Number(sold), Number(spent)] as const,
                  }))}
                />
              </div>
            </Card>
            <div class="columns even">
              <Card title={t.value.overview.outstandingChart}>
                <div class="body">
                  <StepChart
                    title={t.value.overview.outstandingChart}
                    points={data.items.map(({ to, outstanding }) => ({
                      label: day(to),
                      value: Number(outstanding),
                    }))}
                  />
                </div>
              </Card>
              <NeedsYou />
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
};
