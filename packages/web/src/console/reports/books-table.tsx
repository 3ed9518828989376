import type { BookLine, ExactMoney, MonthBooks } from '@scrip/client';
import { money, number } from '../../language/format.ts';
import { t } from '../texts.ts';

/** What the API shows with a line's columns. */
type LineName = {
  [Name in keyof MonthBooks]: MonthBooks[Name] extends BookLine ? Name : never;
}[keyof MonthBooks];

/** The names of a record, which the compiler holds to be all that the API has. */
const namesOf = <Name extends string>(all: Record<Name, true>): Name[] => {
  const isName = (name: string): name is Name => name in all;
  return Object.keys(all).filter((name) => isName(name));
};

const LINES = namesOf<LineName>({
  opening: true,
  sold: true,
  bonus: true,
  granted: true,
  spent: true,
  refunded: true,
  expired: true,
  reclaimed: true,
  reinstated: true,
  withdrawn: true,
  transferredIn: true,
  transferredOut: true,
  closing: true,
});

/** All but the money. */
const COLUMNS = namesOf<Exclude<keyof BookLine, 'deferred'>>({
  credits: true,
  paid: true,
  promo: true,
  debt: true,
  unpriced: true,
});

const isNothing = (line: BookLine): boolean =>
  COLUMNS.every((column) => Number(line[column]) === 0) &&
  line.deferred.every(({ amount }) => Number(amount) === 0);

const amountIn = (deferred: readonly ExactMoney[], currency: string): string =>
  deferred.find((one) => one.currency === currency)?.amount ?? '0';

/** Whether a month has money of less than a minor unit, which is not shown. */
export const isRounded = (books: MonthBooks): boolean =>
  [books.recognised, ...LINES.map((name) => books[name].deferred)].some((sums) =>
    sums.some(({ amount }) => !Number.isInteger(Number(amount))),
  );

/** A month's lines, from what was there to what it comes to: each column adds up. */
export const BooksTable = ({ books }: { books: MonthBooks }) => {
  const lines = LINES.map((name) => [name, books[name]] as const);
  const all = lines.map(([, line]) => line);
  const currencies = [
    ...new Set(all.flatMap(({ deferred }) => deferred.map(({ currency }) => currency))),
  ].toSorted();
  const columns = COLUMNS.filter(
    (column) => column !== 'unpriced' || all.some(({ unpriced }) => Number(unpriced) !== 0),
  );
  return (
    <div class="scroll-x" tabIndex={0} role="group" aria-label={t.value.reports.book.title}>
      <table class="table books">
        <thead>
          <tr>
            <th scope="col">{t.value.reports.book.line}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="amount">
                {t.value.reports.book.columns[column]}
              </th>
            ))}
            {currencies.map((currency) => (
              <th key={currency} scope="col" class="amount">
                {t.value.reports.book.deferred(currency)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, line]) => (
            <tr key={name} class={name === 'opening' || name === 'closing' ? 'strong' : ''}>
              <th scope="row" class={isNothing(line) ? 'muted' : ''}>
                {t.value.reports.book.lines[name]}
              </th>
              {columns.map((column) => (
                <td key={column} class={`amount ${Number(line[column]) === 0 ? 'muted' : ''}`}>
                  {number(line[column])}
                </td>
              ))}
              {currencies.map((currency) => {
                const amount = amountIn(line.deferred, currency);
                return (
                  <td key={currency} class={`amount nowrap ${Number(amount) === 0 ? 'muted' : ''}`}>
                    {money({ amount, currency })}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
