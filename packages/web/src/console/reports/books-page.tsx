import { getBooks, getBooksStatement, type MonthBooks } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useLocation } from 'preact-iso';
import { SelectField } from '../../design/field.tsx';
import { Card, Notice, Pairs, Skeleton, Tag } from '../../design/parts.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { SaveCsvButton } from '../../data/csv.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { monthsUntil, todayIn } from '../../language/calendar.ts';
import { money, month, number } from '../../language/format.ts';
import { client, useSettings } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { BooksTable, isRounded } from './books-table.tsx';
import { PastLiability } from './past-liability.tsx';

/** Months to choose from. Older ones are found by their address. */
const MONTHS_OFFERED = 36;

/** A month of the calendar, such as 2026-11. */
const MONTH = /^20\d\d-(?:0[1-9]|1[0-2])$/;

const Sums = ({ books: { sales, recognised, closing } }: { books: MonthBooks }) => (
  <Pairs
    lines={[
      ...sales.map((sum) => ({ label: t.value.reports.book.sales, value: money(sum) })),
      ...recognised.map((sum) => ({ label: t.value.reports.book.recognised, value: money(sum) })),
      { label: t.value.reports.book.held, value: number(closing.held) },
    ]}
  />
);

const IsClosed = ({ closed }: { closed: boolean }) =>
  closed ? (
    <Tag tone="in" icon="lock">
      {t.value.reports.book.closed}
    </Tag>
  ) : (
    <Tag tone="accent" icon="clock">
      {t.value.reports.book.open}
    </Tag>
  );

/** The books of one month: what was there, what moved, what it comes to, and what is still owed in money. */
export const BooksPage = () => {
  const { query, route } = useLocation();
  const settings = useSettings();
  const today = todayIn(settings.data?.settings.timeZone ?? 'UTC');
  const months = monthsUntil(today, MONTHS_OFFERED);
  const asked = query['month'] ?? '';
  const chosen = MONTH.test(asked) ? asked : today.slice(0, '2026-11'.length);
  const books = useQuery({
    queryKey: ['books', chosen],
    enabled: settings.isFetched,
    queryFn: ({ signal }) => valueOf(client.call(getBooks, { query: { month: chosen } }, { signal })),
  });
  const { data } = books;
  return (
    <Page
      title={t.value.reports.book.title}
      lead={t.value.reports.book.lead}
      back={{ href: href('/reports'), text: t.value.reports.title }}
    >
      <Card
        title={
          <>
            {month(chosen)} {data && <IsClosed closed={data.closed} />}
          </>
        }
        actions={
          <SaveCsvButton
            name={`books-${chosen}`}
            read={() => valueOf(client.call(getBooksStatement, { query: { month: chosen } }))}
          />
        }
        footer={data && <ZoneNote zone={data.timeZone} />}
      >
        <div class="filters">
          <SelectField
            label={t.value.reports.month}
            hideLabel
            value={chosen}
            options={(months.includes(chosen) ? months : [...months, chosen]).map(
              (one) => [one, month(one)] as const,
            )}
            onChange={(one) => route(`${href('/reports/books')}?month=${one}`, true)}
          />
        </div>
        <Answer of={books} what={t.value.reports.book.what} skeleton={<Skeleton lines={13} />}>
          {(shown) => (
            <>
              <BooksTable books={shown} />
              <div class="body stack">
                <Sums books={shown} />
                {isRounded(shown) && <p class="small second">{t.value.reports.book.rounded}</p>}
                <Notice icon={shown.closed ? 'lock' : 'clock'}>
                  {shown.closed ? t.value.reports.book.closedHelp : t.value.reports.book.openHelp}
                </Notice>
              </div>
            </>
          )}
        </Answer>
      </Card>
      <PastLiability today={today} />
    </Page>
  );
};
