import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { decodeCursor, encodeCursor, type Cursor } from './cursor.ts';
import { LISTS_INDEX } from './keys.ts';
import { decodeListed, type Table } from './table.ts';

/** How many items one page of a filtered list may look at: it bounds the cost, and pages may come out short. */
const MAX_FILTERED_ITEMS = 1000;

/** Items of a page where all are wanted: DynamoDB gives 1 MB of them at once. */
const MAX_PAGE_ITEMS = 1000;

/** Sort keys are printable ASCII and never empty: all of them sort between these. */
const FIRST = ' ';
const LAST = '\u007F';

/** How many items, and where the page before ended. */
export type PageRequest = { limit: number; cursor?: Cursor | undefined };

export type ListRequest<Schema extends z.ZodType> = PageRequest & {
  partition: string;
  /** The partition is one of the sparse index, which follows the table within moments. */
  inIndex?: boolean;
  item: Schema;
  newestFirst?: boolean;
  /** Sort keys from one to the other; as beginnings of keys: from inclusive, to exclusive. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only items with these values. */
  where?: Record<string, string | boolean | undefined>;
  /** What becomes of an item that a newer version wrote (decodeListed). */
  newer?: 'left_out' | 'thrown';
};

export type Page<Item> = { items: Item[]; cursor: Cursor | null };

export type InvalidCursor = { code: 'invalid_cursor' };

/**
 * One page of a partition: one Query, strongly consistent but for the index. A cursor that this list did not give out
 * is an error; an item that can't be read is left out (decodeListed).
 */
export const listPage = <Schema extends z.ZodType>(
  table: Table,
  request: ListRequest<Schema>,
): Promise<Result<Page<z.output<Schema>>, InvalidCursor>> => listPages(table, request, Promise.resolve([]));

/**
 * The same of several partitions as of one list, by their sort keys: a Query of each. Few items of different partitions
 * have the same sort key; a page does not end between them, and may be longer by them.
 * @param others the partitions beside the first one, which is asked meanwhile
 */
export const listPages = async <Schema extends z.ZodType>(
  table: Table,
  { item, newer, ...request }: ListRequest<Schema>,
  others: Promise<readonly string[]>,
): Promise<Result<Page<z.output<Schema>>, InvalidCursor>> => {
  const [first, rest] = await Promise.all([
    stretchOf(table, request),
    others.then((more) => Promise.all(more.map((partition) => stretchOf(table, { ...request, partition })))),
  ]);
  const stretches = [first, ...rest].flatMap((stretch) => stretch ?? []);
  // All of them take a cursor, or none.
  if (stretches.length === 0) return err({ code: 'invalid_cursor' });
  const { found, end } = joined(stretches, request);
  return ok({
    items: found.flatMap((stored) => decodeListed(item, stored, newer) ?? []),
    cursor: end === undefined ? null : encodeCursor(end, request.inIndex ?? false),
  });
};

type Query = Omit<ListRequest<z.ZodType>, 'item' | 'newer'>;

/** A part of a list, as stored. Its items are not looked into: most lists are of one partition. */
type Stretch = { found: Readonly<Record<string, unknown>>[]; end: Keyed | undefined };

/** @returns undefined for a cursor that this list did not give out */
const stretchOf = async ({ client, name }: Table, request: Query): Promise<Stretch | undefined> => {
  const { partition, inIndex = false, limit, cursor, from = FIRST, to = LAST } = request;
  const [pk, sk] = inIndex ? (['listPk', 'listSk'] as const) : (['pk', 'sk'] as const);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, { partition, inIndex, from, to });
  if (cursor !== undefined && after === undefined) return undefined;
  const filters = Object.entries(request.where ?? {}).filter(([, value]) => value !== undefined);
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      ...(inIndex ? { IndexName: LISTS_INDEX } : { ConsistentRead: true }),
      ScanIndexForward: !request.newestFirst,
      Limit: filters.length === 0 ? limit : MAX_FILTERED_ITEMS,
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#pk': pk,
        '#sk': sk,
        ...Object.fromEntries(filters.map(([field]) => [`#${field}`, field])),
      },
      ExpressionAttributeValues: {
        ':pk': partition,
        ':from': from,
        ':to': to,
        ...Object.fromEntries(filters.map(([field, value]) => [`:${field}`, value])),
      },
      ...(filters.length > 0 && {
        FilterExpression: filters.map(([field]) => `#${field} = :${field}`).join(' AND '),
      }),
      ...(after && { ExclusiveStartKey: after }),
    }),
  );
  const all = answer.Items ?? [];
  const end = keyed.optional().parse(all.length > limit ? all[limit - 1] : answer.LastEvaluatedKey);
  return { found: all.slice(0, limit), end };
};

/** The beginning of several lists as one, as far as all of them were looked at. */
const joined = (
  stretches: readonly Stretch[],
  { inIndex, newestFirst, limit }: Pick<Query, 'inIndex' | 'newestFirst' | 'limit'>,
): Stretch => {
  const [only, ...others] = stretches;
  if (only && others.length === 0) return only;
  const placeOf = ({ sk, listSk = '' }: Keyed): string => (inIndex ? listSk : sk);
  const order = (one: Keyed, other: Keyed): number => {
    const [before, after] = newestFirst ? [other, one] : [one, other];
    return Number(placeOf(before) > placeOf(after)) - Number(placeOf(before) < placeOf(after));
  };
  const [looked] = stretches.flatMap(({ end }) => end ?? []).toSorted(order);
  const all = stretches
    .flatMap(({ found }) => z.array(keyed).parse(found))
    .toSorted(order)
    .filter((item) => !looked || order(item, looked) <= 0);
  const last = all[limit - 1];
  const found = last ? all.filter((item) => order(item, last) <= 0) : all;
  return { found, end: found.length < all.length ? found.at(-1) : looked };
};

/**
 * Every item of a partition, a page at a time: what is held in memory is one page.
 * @param limit of a page
 */
export async function* allItems<Schema extends z.ZodType>(
  table: Table,
  request: Omit<ListRequest<Schema>, 'limit' | 'cursor'>,
  limit = 100,
): AsyncGenerator<z.output<Schema>> {
  let next: ListRequest<Schema> | undefined = { ...request, limit };
  while (next) {
    const page: Result<Page<z.output<Schema>>, InvalidCursor> = await listPage(table, next);
    if (!page.ok) throw new TypeError(page.error.code);
    yield* page.value.items;
    const cursor: Cursor | null = page.value.cursor;
    next = cursor === null ? undefined : { ...next, cursor };
  }
}

/**
 * All items of a partition, for what one account has so many of that they may be held in memory. Whoever asks decides
 * by all of them: throws NewerSchemaError where a newer version wrote one.
 */
export const everyItem = async <Schema extends z.ZodType>(
  table: Table,
  request: Omit<ListRequest<Schema>, 'limit' | 'cursor'>,
): Promise<z.output<Schema>[]> =>
  await Array.fromAsync(allItems(table, { ...request, newer: 'thrown' }, MAX_PAGE_ITEMS));

/**
 * How many items of a partition have a `since` that is not before an instant: a Query for each megabyte of them, which may
 * lag behind by a moment.
 */
export const countSince = async (
  { client, name }: Table,
  partition: string,
  since: Instant,
): Promise<number> => {
  let count = 0;
  let after: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: name,
        Select: 'COUNT',
        KeyConditionExpression: '#pk = :pk',
        FilterExpression: '#since >= :since',
        ExpressionAttributeNames: { '#pk': 'pk', '#since': 'since' },
        ExpressionAttributeValues: { ':pk': partition, ':since': since },
        ...(after && { ExclusiveStartKey: after }),
      }),
    );
    count += answer.Count ?? 0;
    after = answer.LastEvaluatedKey;
  } while (after);
  return count;
};

const keyed = z.looseObject({ pk: z.string(), sk: z.string(), listSk: z.string().optional() });

type Keyed = z.infer<typeof keyed>;
