import {
  getBooks,
  getBooksStatement,
  getLiability,
  getPastLiability,
  type BookLine,
  type ExactMoney,
  type MonthBooks,
  type Sales,
} from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';
import { table } from '../output.ts';

type Line = {
  [Name in keyof MonthBooks]: MonthBooks[Name] extends BookLine ? Name : never;
}[keyof MonthBooks];

/** Every line, in the order of the books; the compiler asks for what is missing. */
const NAMES = {
  opening: 'opening',
  sold: 'sold',
  bonus: 'bonus',
  granted: 'granted',
  spent: 'spent',
  refunded: 'refunded',
  expired: 'expired',
  reclaimed: 'reclaimed',
  reinstated: 'reinstated',
  withdrawn: 'withdrawn',
  transferredIn: 'transferred in',
  transferredOut: 'transferred out',
  closing: 'closing',
} satisfies Record<Line, string>;

const isLine = (name: string): name is Line => Object.hasOwn(NAMES, name);

const LINES = Object.entries(NAMES).flatMap(([line, name]) => (isLine(line) ? [{ line, name }] : []));

const moneyText = (sums: readonly (ExactMoney | Sales)[]): string =>
  sums.map(({ amount, currency }) => `${amount} ${currency}`).join(', ') || '-';

const HEAD = ['', 'credits', 'paid', 'promo', 'debt', 'unpriced', 'deferred (minor units)'];

const rowOf = (name: string, { credits, paid, promo, debt, unpriced, deferred }: BookLine) => [
  name,
  credits,
  paid,
  promo,
  debt,
  unpriced,
  moneyText(deferred),
];

export const books = command({
  summary: "Print a month's books: what all accounts held before it, what moved, and what they held after",
  usage: '[month]',
  positionals: [0, 1],
  details:
    'Without a month, the present one. What goes out is negative. A month is closed once its figures no longer change.',
  options: {
    csv: { type: 'boolean', summary: 'Print the CSV that the console downloads, for a spreadsheet' },
  },
  examples: ['scrip books', 'scrip books 2026-10', 'scrip books 2026-10 --csv > books.csv'],
  run: async (context, { csv }, [month]) => {
    const { client } = await connect(context);
    const query = { month };
    if (csv) {
      const text = (await client.call(getBooksStatement, { query })).orThrow();
      // The output adds the last line feed again: what is piped is the file of the console, byte for byte.
      context.output.result({ csv: text }, () => text.replace(/\n$/, ''));
      return EXIT.done;
    }
    const found = (await client.call(getBooks, { query })).orThrow();
    const { closed, timeZone, sales, recognised } = found;
    context.output.result(found, () =>
      [
        `${found.month}, ${timeZone}, ${closed ? 'closed' : 'still open'}`,
        table([HEAD, ...LINES.map(({ line, name }) => rowOf(name, found[line]))]),
        `sales      ${moneyText(sales)}`,
        `recognised ${moneyText(recognised)}`,
      ].join('\n'),
    );
    return EXIT.done;
  },
});

export const liability = command({
  summary: 'Print the outstanding credits of all accounts, now or at the end of a past day',
  usage: '[day]',
  positionals: [0, 1],
  options: {},
  examples: ['scrip liability', 'scrip liability 2026-10-31 --json'],
  run: async (context, _values, [day]) => {
    const { client } = await connect(context);
    const found =
      day === undefined
        ? (await client.call(getLiability)).orThrow()
        : (await client.call(getPastLiability, { query: { day } })).orThrow();
    context.output.result(found, () => table([HEAD, rowOf(day ?? 'now', found)]));
    return EXIT.done;
  },
});
