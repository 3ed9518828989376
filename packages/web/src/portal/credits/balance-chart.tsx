import { listBalances } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Skeleton } from '../../design/parts.tsx';
import { StepChart } from '../../design/chart.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { day } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** A day as the API takes it: 2026-11-28. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The balance at the end of each of the last 30 days. */
export const BalanceChart = () => {
  const to = dayOf(Date.now());
  const from = dayOf(Date.now() - (DAYS - 1) * DAY_MS);
  const balances = useQuery({
    queryKey: ['balances', from, to],
    queryFn: ({ signal }) => valueOf(client.call(listBalances, { query: { from, to } }, { signal })),
  });
  return (
    <Answer of={balances} what={t.value.credits.whatChart} skeleton={<Skeleton lines={4} />}>
      {({ items }) => (
        <StepChart
          title={t.value.credits.chart(DAYS)}
          points={items.map(({ to: label, balance: value }) => ({ label: day(label), value }))}
        />
      )}
    </Answer>
  );
};
