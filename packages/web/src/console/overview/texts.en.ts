import { number, plural } from '../../language/format.ts';

/** What the console says on its first page. */
export const en = {
  title: 'Overview',
  what: 'the figures',
  period: 'Period',
  periods: { days: '30 days', weeks: '12 weeks', months: '12 months' },
  sold: 'Sold',
  noSales: 'No sales',
  spent: 'Spent',
  outstanding: 'Outstanding',
  byClass: (paid: string, promo: string) => `${paid} paid, ${promo} promo`,
  waiting: 'Waiting for you',
  nothingWaits: 'Nothing waits',
  oldest: (when: string) => `Oldest: ${when}`,
  chart: 'Sold and spent',
  outstandingChart: 'Outstanding credits',
  needsYou: 'Needs you',
  requests: (count: number) => `${number(count)} credit ${plural(count, 'request', 'requests')}`,
  debts: 'Accounts in debt',
  differs: (count: number) => `${number(count)} ${plural(count, 'payment does', 'payments do')} not agree`,
  agrees: 'Books and payments agree',
  notChecked: 'Books and payments are not compared yet',
};
