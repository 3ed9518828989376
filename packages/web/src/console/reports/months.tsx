import { Card } from '../../design/parts.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton } from '../../data/csv.tsx';
import { money, month, number } from '../../language/format.ts';
import { figureRows, useFigures } from '../overview/figures.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

const COLUMNS = ['sold', 'granted', 'spent', 'returned', 'expired', 'reversed', 'outstanding'] as const;

/** What was sold, granted and spent, month by month. */
export const Months = () => {
  const figures = useFigures('months');
  const { data } = figures;
  return (
    <Card
      title={t.value.reports.books}
      actions={data && <CsvButton name={t.value.reports.books} rows={() => figureRows(data)} />}
    >
      <Answer of={figures} what={t.value.reports.whatBooks}>
        {({ items, timeZone }) => (
          <>
            <div class="scroll-x" tabIndex={0} role="group" aria-label={t.value.reports.books}>
              <table class="table books">
                <thead>
                  <tr>
                    <th scope="col">{t.value.reports.month}</th>
                    <th scope="col" class="amount">
                      {t.value.reports.sales}
                    </th>
                    {COLUMNS.map((column) => (
                      <th key={column} scope="col" class="amount">
                        {t.value.reports[column]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.toReversed().map((item) => (
                    <tr key={item.from}>
                      <td class="nowrap">
                        <a href={`${href('/reports/books')}?month=${item.from.slice(0, '2026-11'.length)}`}>
                          {month(item.from)}
                        </a>
                      </td>
                      <td class="amount">{item.sales.map((sales) => money(sales)).join(', ')}</td>
                      {COLUMNS.map((column) => (
                        <td key={column} class="amount">
                          {number(item[column])}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <footer>
              <ZoneNote zone={timeZone} />
            </footer>
          </>
        )}
      </Answer>
    </Card>
  );
};
