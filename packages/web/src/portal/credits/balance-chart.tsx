import { listBalances } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Skeleton } from '../../design/parts.tsx';
import { StepChart } from '../../design/chart.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { day } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { DAYS, daysToAsk } from './days-to-ask.ts';

/** The balance at the end of each of the last 30 days, in the agency's time zone. */
export const BalanceChart = () => {
  const query = daysToAsk();
  const balances = useQuery({
    queryKey: ['balances', query],
    queryFn: ({ signal }) => valueOf(client.call(listBalances, { query }, { signal })),
  });
  return (
    <Answer of={balances} what={t.value.credits.whatChart} skeleton={<Skeleton lines={4} />}>
      {({ items, timeZone }) => (
        <>
          <StepChart
            title={t.value.credits.chart(DAYS)}
            points={items.slice(-DAYS).map(({ to, balance }) => ({ label: day(to), value: balance }))}
          />
          <ZoneNote zone={timeZone} />
        </>
      )}
    </Answer>
  );
};
