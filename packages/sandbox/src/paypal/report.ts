import * as z from 'zod';
import type { PaypalAccount } from './account.ts';
import type { Operation } from './call.ts';
import { invalidRequest, PaypalRefusal } from './errors.ts';
import { pageNumber, parseQuery } from './requests.ts';
import { transaction, type TransactionFacts } from './resources/transaction.ts';
import { parseTime, reportTime } from './times.ts';
import { findTransaction } from './transactions.ts';

/** https://developer.paypal.com/docs/api/transaction-search/v1/#transactions_get; other filters are not looked at. */
const schema = z.object({
  start_date: z.string(),
  end_date: z.string(),
  transaction_id: z.string().optional(),
  page_size: pageNumber(1, 500, 100),
  page: pageNumber(1, 2_147_483_647, 1),
});

const MAX_WINDOW_S = 31 * 24 * 60 * 60;

const timeOf = (field: string, text: string): number => {
  const seconds = parseTime(text);
  if (seconds !== undefined) return seconds;
  throw invalidRequest({
    field,
    value: text,
    location: 'query',
    issue: 'INVALID_PARAMETER_SYNTAX',
    description: 'Not a time with seconds and an offset',
  });
};

const refused = (status: number, name: string, message: string, more = {}) =>
  new PaypalRefusal(status, { name, message, details: [], more });

type Wanted = { transaction_id?: string | undefined; page: number; page_size: number };
type Found = { total: number; lines: readonly TransactionFacts[] };

const find = (account: PaypalAccount, from: number, to: number, wanted: Wanted): Found => {
  const { transaction_id: id, page, page_size: limit } = wanted;
  const created = { gte: from, lte: to };
  if (id !== undefined) {
    const line = findTransaction(account, id);
    const lines = line !== undefined && line.created >= from && line.created <= to ? [line] : [];
    return { total: lines.length, lines: page === 1 ? lines : [] };
  }
  return {
    total: account.transactions.count({ created }),
    lines: account.transactions.list({ created, oldestFirst: true, limit, offset: (page - 1) * limit }),
  };
};

/** The report, oldest first. It knows nothing that is younger than the control lets it know. */
export const reportTransactions: Operation = ({ account, query }) => {
  const given = parseQuery(schema, query);
  const start = timeOf('start_date', given.start_date);
  const end = timeOf('end_date', given.end_date);
  const refreshed = Math.floor((Date.now() - account.controls.get().reportingLagMs) / 1000);
  if (end < start) throw refused(400, 'INVALID_REQUEST', 'end_date is before start_date');
  if (end - start > MAX_WINDOW_S) throw refused(400, 'INVALID_REQUEST', 'Date range is greater than 31 days');
  if (start > refreshed) {
    // Real, and documented in public issue threads only: an empty window that is too young is a 404.
    throw refused(404, 'INVALID_REQUEST', 'Data for the given start date is not available.');
  }
  const last = Math.min(end, refreshed);
  const { total, lines } = find(account, start, last, given);
  const { reportLimit } = account.controls.get();
  if (total > reportLimit) {
    throw refused(400, 'RESULTSET_TOO_LARGE', 'There are more items than can be listed', {
      total_items: total,
      maximum_items: reportLimit,
    });
  }
  return {
    status: 200,
    body: {
      transaction_details: lines.map((facts) => ({ transaction_info: transaction(facts, account.id) })),
      account_number: account.id,
      start_date: reportTime(Math.floor(start)),
      end_date: reportTime(Math.floor(last)),
      last_refreshed_datetime: reportTime(refreshed),
      page: given.page,
      total_items: total,
      total_pages: Math.ceil(total / given.page_size),
      links: [],
    },
  };
};
