import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { type Item, scan } from './scan.ts';

/** What of a transaction is wanted: by the first part of the keys. */
export type Part = (kind: string) => boolean;

const nameOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);

const kindOf = ({ pk }: Item): string => pk.split('#')[0] ?? '';

const itemsOf = ({ table }: Ledger, agency: string): Promise<Item[]> =>
  scan(table, {
    FilterExpression: 'contains(pk, :agency)',
    ExpressionAttributeValues: { ':agency': agency },
  });

/**
 * Does something, and then undoes parts of its transaction in the table itself, as a restore leaves it that was cut in
 * the middle of it.
 * @returns the kinds of what was written, and of what of that was undone
 */
export const tear = async (
  ledger: Ledger,
  agency: string,
  act: () => Promise<unknown>,
  loses: Part,
): Promise<{ written: string[]; lost: string[] }> => {
  const { client, name } = ledger.table;
  const before = new Map((await itemsOf(ledger, agency)).map((one) => [nameOf(one), one]));
  await act();
  const written = (await itemsOf(ledger, agency)).filter(
    (one) => JSON.stringify(before.get(nameOf(one))) !== JSON.stringify(one),
  );
  const lost = written.filter((one) => loses(kindOf(one)));
  for (const { pk, sk } of lost) {
    const old = before.get(nameOf({ pk, sk }));
    if (old) await client.send(new PutCommand({ TableName: name, Item: old }));
    else await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
  }
  return { written: written.map(kindOf).toSorted(), lost: lost.map(kindOf).toSorted() };
};
