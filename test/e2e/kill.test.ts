import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { customerWith } from '../support/customer.ts';
import { findingsOf, ledgerAt } from '../support/ledger.ts';
import { PATIENCE } from '../support/patience.ts';
import { temporaryDirectory } from '../support/stack.ts';
import { freePorts, nothingLeft, startProcess } from '../support/started.ts';

const CREDITS = 5000;
const SPENDERS = 8;

/** The one table that is there. */
const tableAt = async (endpoint: string): Promise<string> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const { TableNames: [name = ''] = [] } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return name;
};

test('acknowledged movements survive a kill -9, once each, and no process stays behind', async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const base = await freePorts();
  const first = await startProcess(base, directory);
  const before = customerWith(first.api, first.tokens.client);
  const credits = await before.buy(CREDITS);

  const tried: string[] = [];
  const acknowledged: string[] = [];
  const spendUntilCutOff = async (spender: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const key = `spender-${spender}-${turn}`;
      tried.push(key);
      const answer = await before.spend(1, key, key).catch(() => undefined);
      if (answer?.status !== 201) return;
      acknowledged.push(key);
    }
  };
  const load = Promise.all(Array.from({ length: SPENDERS }, (_, spender) => spendUntilCutOff(spender)));
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(50), PATIENCE);
  await first.end('SIGKILL');
  await load;
  await nothingLeft(base, directory);

  const second = await startProcess(base, directory);
  // The token of before the kill: the issuer has kept its key.
  const after = customerWith(second.api, first.tokens.client);
  const references = async () =>
    (await after.entries()).filter(({ kind }) => kind === 'spend').map(({ reference }) => reference);
  const survived = await references();
  expect(survived).toEqual(expect.arrayContaining(acknowledged));
  expect(await after.balance()).toBe(credits - survived.length);

  // Whoever was not answered asks again under the same key, and it is done once.
  for (const key of tried) expect(await after.spend(1, key, key)).toMatchObject({ status: 201 });
  expect((await references()).toSorted()).toEqual(tried.toSorted());
  const ledger = ledgerAt(second.dynamoDb, await tableAt(second.dynamoDb));
  expect(await findingsOf(ledger, { agency: 'demo', account: 'alice' })).toEqual([]);

  expect(await second.end('SIGINT')).toBe(0);
  await nothingLeft(base, directory);
});
