import * as z from 'zod';
import type { Operation } from './call.ts';
import { invalidRequest } from './errors.ts';
import { isAbout } from './find-disputes.ts';
import { pageNumber, parseQuery } from './requests.ts';
import { disputeInBrief } from './resources/dispute.ts';
import { link } from './resources/common.ts';
import { nowInSeconds } from '../clock.ts';
import { parseTime } from './times.ts';

const time = z.string().transform((text, context) => {
  const seconds = parseTime(text);
  if (seconds !== undefined) return seconds;
  context.addIssue({ code: 'invalid_format', format: 'datetime', message: 'not a time', input: text });
  return z.NEVER;
});

/** https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_list */
const schema = z.object({
  start_time: time.optional(),
  create_time_after: time.optional(),
  create_time_before: time.optional(),
  update_time_after: time.optional(),
  update_time_before: time.optional(),
  disputed_transaction_id: z.string().min(1).max(255).optional(),
  page_size: pageNumber(1, 50, 10),
  next_page_token: z.string().optional(),
});

/** More than any sandbox has. */
const MAX_DISPUTES = 10_000;

const MAX_AGE_S = 180 * 24 * 60 * 60;

const refused = (field: string, description: string) =>
  invalidRequest({ field, location: 'query', issue: 'INVALID_PARAMETER_VALUE', description });

export const listDisputes: Operation = ({ account, query }) => {
  const given = parseQuery(schema, query);
  const { start_time: start, disputed_transaction_id: transaction, next_page_token: token } = given;
  if (start !== undefined && transaction !== undefined) {
    throw refused('start_time', 'Only one of start_time and disputed_transaction_id can be given');
  }
  if (start !== undefined && start < nowInSeconds() - MAX_AGE_S) {
    throw refused('start_time', 'start_time can be 180 days ago at most');
  }
  const last = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  if (last !== undefined && account.disputes.get(last) === undefined) {
    throw refused('next_page_token', 'There is no such page');
  }
  const found = account.disputes.list({
    // One more than requested shows whether there are more.
    limit: transaction === undefined ? given.page_size + 1 : MAX_DISPUTES,
    created: { gte: start ?? given.create_time_after, lte: given.create_time_before },
    updated: { gte: given.update_time_after, lte: given.update_time_before },
    startingAfter: last,
  });
  const wanted = transaction === undefined ? found : found.filter((one) => isAbout(one, transaction));
  const items = wanted.slice(0, given.page_size);
  const oldest = items.at(-1);
  const hrefOf = (changes: Record<string, string>): string =>
    `${account.url}/v1/customer/disputes?${new URLSearchParams({ ...query, ...changes }).toString()}`;
  const next =
    oldest === undefined || wanted.length === items.length
      ? []
      : [link(hrefOf({ next_page_token: Buffer.from(oldest.id).toString('base64url') }), 'next')];
  return {
    status: 200,
    body: {
      items: items.map((facts) => disputeInBrief(facts, account.url)),
      links: [link(hrefOf({}), 'self'), ...next],
    },
  };
};
