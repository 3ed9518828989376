import { BatchGetCommand, TransactWriteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { openTestLedger } from './ledger.ts';

type Item = Record<string, unknown>;

/**
 * A ledger whose first BatchGet reads each item at a moment of its own, as DynamoDB may: some after something has
 * happened, the others before it. All else goes through to the engine.
 * @param isLate whether an item is read after
 */
export const ledgerThatReadsTorn = (
  isLate: (item: Item) => boolean,
  happen: () => Promise<unknown>,
): Ledger => {
  const real = openTestLedger();
  const torn = openTestLedger();
  const { client, name } = real.table;
  const read = (input: BatchGetCommand['input']) => client.send(new BatchGetCommand(input));
  const stub = mockClient(torn.table.client);
  stub
    .on(BatchGetCommand)
    .callsFakeOnce(async (input) => {
      const before = (await read(input)).Responses?.[name] ?? [];
      await happen();
      const after = (await read(input)).Responses?.[name] ?? [];
      const items = [...before.filter((item) => !isLate(item)), ...after.filter(isLate)];
      return { Responses: { [name]: items } };
    })
    .callsFake(read);
  stub.on(TransactWriteCommand).callsFake((input) => client.send(new TransactWriteCommand(input)));
  stub.on(PutCommand).callsFake((input) => client.send(new PutCommand(input)));
  stub.on(QueryCommand).callsFake((input) => client.send(new QueryCommand(input)));
  return torn;
};

export const isAccount = ({ sk }: Item): boolean => sk === 'ACCOUNT';
