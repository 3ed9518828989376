import { type Figures, getFigures, getLiability } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import type { CsvRow } from '../../data/csv.tsx';
import { valueOf } from '../../data/query.ts';
import { todayIn } from '../../language/calendar.ts';
import { client, useSettings } from '../client.ts';
import { type Period, queryOf } from './periods.ts';

/** What all customers together can still spend. */
export const useLiability = () =>
  useQuery({
    queryKey: ['liability'],
    queryFn: ({ signal }) => valueOf(client.call(getLiability, {}, { signal })),
  });

/** What was sold, granted and spent in each part of a period, up to today in the agency's time zone. */
export const useFigures = (period: Period) => {
  const settings = useSettings();
  const query = queryOf(period, todayIn(settings.data?.settings.timeZone ?? 'UTC'));
  return useQuery({
    queryKey: ['figures', query],
    enabled: settings.isFetched,
    queryFn: ({ signal }) => valueOf(client.call(getFigures, { query }, { signal })),
  });
};

/** Figures as lines of a file, with a column for each currency. */
export async function* figureRows({ items }: Figures): AsyncGenerator<CsvRow> {
  for (const { sales, ...item } of items)
    yield {
      ...item,
      ...Object.fromEntries(sales.map(({ currency, amount }) => [`sales_${currency}_minor_units`, amount])),
    };
}
