import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountRef } from '../kernel/ids.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { LISTS_INDEX, receiptListKey } from '../table/keys.ts';
import { decode, type Table } from '../table/table.ts';

/**
 * The receipt of a checkout, if a payment has been heard of. One Query on the index, which follows the table within
 * moments. Should there be two payments, the one that credited comes first.
 */
export const receiptOf = async (
  { client, name }: Table,
  ref: AccountRef,
  checkoutId: string,
): Promise<Receipt | undefined> => {
  const { listPk, listSk } = receiptListKey(ref, checkoutId);
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: LISTS_INDEX,
      KeyConditionExpression: 'listPk = :account AND listSk = :checkout',
      ExpressionAttributeValues: { ':account': listPk, ':checkout': listSk },
    }),
  );
  const receipts = (answer.Items ?? []).flatMap((item) => decode(receiptItem, item) ?? []);
  return receipts.find(({ applied }) => applied > 0) ?? receipts[0];
};
