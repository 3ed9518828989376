import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';
import { decode, type Table } from './table.ts';

/** Where a page ended, as the next request gives it back. Only ever used within the caller's own partition. */
export type Cursor = string;

const encodeCursor = (sk: string): Cursor => Buffer.from(sk).toString('base64url');

const decodeCursor = (cursor: Cursor): string | undefined => {
  const sk = Buffer.from(cursor, 'base64url').toString();
  // What is not the encoding of its own decoding, we never gave out.
  return sk !== '' && encodeCursor(sk) === cursor ? sk : undefined;
};

/** How many items one page of a filtered list may look at: it bounds the cost, and pages may come out short. */
const FILTERED_REACH = 1000;

/** Sort keys are never empty, and none of ours sorts behind this. */
const FIRST = ' ';
const LAST = '~~~~';

export type ListRequest<Schema extends z.ZodType> = {
  partition: string;
  item: Schema;
  limit: number;
  cursor?: Cursor | undefined;
  newestFirst?: boolean;
  /** Sort keys from one to the other; as beginnings of keys: from inclusive, to exclusive. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only items with these values. */
  where?: Record<string, string | boolean | undefined>;
};

export type Page<Item> = { items: Item[]; cursor: Cursor | null };

/** One page of a partition: one strongly consistent Query. A cursor that this list did not give out is an error. */
export const listPage = async <Schema extends z.ZodType>(
  { client, name }: Table,
  request: ListRequest<Schema>,
): Promise<Result<Page<z.output<Schema>>, { code: 'invalid_cursor' }>> => {
  const { partition, limit, cursor, from = FIRST, to = LAST } = request;
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  if (cursor !== undefined && (after === undefined || after < from || after > to))
    return err({ code: 'invalid_cursor' });
  const filters = Object.entries(request.where ?? {}).filter(([, value]) => value !== undefined);
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      ConsistentRead: true,
      ScanIndexForward: !request.newestFirst,
      Limit: filters.length === 0 ? limit : FILTERED_REACH,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': partition,
        ':from': from,
        ':to': to,
        ...Object.fromEntries(filters.map(([field, value]) => [`:${field}`, value])),
      },
      ...(filters.length > 0 && {
        FilterExpression: filters.map(([field]) => `#${field} = :${field}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(filters.map(([field]) => [`#${field}`, field])),
      }),
      ...(after !== undefined && { ExclusiveStartKey: { pk: partition, sk: after } }),
    }),
  );
  const found = z.array(sorted).parse(answer.Items ?? []);
  const shown = found.slice(0, limit);
  const end = found.length > limit ? shown.at(-1) : sorted.optional().parse(answer.LastEvaluatedKey);
  return ok({
    items: shown.flatMap((item) => decode(request.item, item) ?? []),
    cursor: end === undefined ? null : encodeCursor(end.sk),
  });
};

const sorted = z.looseObject({ sk: z.string() });
