import * as z from 'zod';
import type { Collection, Query } from '../collection.ts';
import type { StripeAccount } from './account.ts';
import type { Operation } from './call.ts';
import { invalid, missing } from './errors.ts';
import { createdParameter, expandParameter, integer, parseParameters, text } from './parameters.ts';
import { type Kept, show } from './show.ts';

export const paging = {
  limit: integer(1, 100).default(10),
  starting_after: text(100).optional(),
  ending_before: text(100).optional(),
  created: createdParameter,
  expand: expandParameter,
};

const pagingSchema = z.strictObject(paging);

type Paging = z.infer<typeof pagingSchema>;

/** Picks the account's collection of one kind. */
type Picked<Value extends Kept> = (account: StripeAccount) => Collection<Value>;

const demandKnown = <Value extends Kept>(collection: Collection<Value>, given: Paging): void => {
  if (given.starting_after !== undefined && given.ending_before !== undefined) {
    throw invalid('Only one of starting_after and ending_before can be given', 'ending_before');
  }
  for (const name of ['starting_after', 'ending_before'] as const) {
    const id = given[name];
    if (id !== undefined && collection.get(id) === undefined) throw missing(400, collection.kind, id, name);
  }
};

/**
 * Lists newest first: https://docs.stripe.com/api/pagination.
 * @param schema the list's parameters: those of paging, and its own filters
 * @param where which values of which fields the filters ask for
 */
export const listOf =
  <Value extends Kept, Given extends Paging>(
    url: string,
    pick: Picked<Value>,
    schema: z.ZodType<Given>,
    where: (given: Given) => Query['where'] = () => ({}),
  ): Operation =>
  ({ account, parameters }) => {
    const given = parseParameters(schema, parameters);
    const collection = pick(account);
    demandKnown(collection, given);
    const found = collection.list({
      // One more than requested shows whether there are more.
      limit: given.limit + 1,
      created: given.created,
      where: where(given) ?? {},
      startingAfter: given.starting_after,
      endingBefore: given.ending_before,
    });
    const backwards = given.ending_before !== undefined;
    const data = backwards ? found.slice(-given.limit) : found.slice(0, given.limit);
    return {
      object: 'list',
      url,
      has_more: found.length > given.limit,
      data: data.map((facts) => show(account, facts)),
    };
  };

const nothingElse = z.strictObject({ expand: expandParameter });

/** @param param what Stripe calls the id in the path when there is no such object */
export const retrieve =
  <Value extends Kept>(pick: Picked<Value>, param: string): Operation =>
  ({ account, parameters, id }) => {
    parseParameters(nothingElse, parameters);
    const collection = pick(account);
    const found = collection.get(id);
    if (found === undefined) throw missing(404, collection.kind, id, param);
    return show(account, found);
  };
