import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Key } from '../../shared/table/keys.ts';

/** Sets one field of an item, as no code of ours would. */
export const setField = async (
  { table: { client, name } }: Ledger,
  key: Key,
  field: string,
  value: unknown,
): Promise<void> => {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: 'SET #field = :value',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
};
