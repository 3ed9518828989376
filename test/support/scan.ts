import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Table } from '../../shared/table/table.ts';

const item = z.looseObject({ pk: z.string(), sk: z.string() });

export type Item = z.infer<typeof item>;

/** The items of a table, each as it is when its page is read. @param more a filter, or the size of a page */
export const scan = async (
  { client, name }: Table,
  more: Omit<ScanCommandInput, 'TableName'> = {},
): Promise<Item[]> => {
  const found: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        ...more,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...z.array(item).parse(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
};
