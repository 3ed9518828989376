import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { credentials, REGION } from '../../infra/local/aws/aws.ts';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { createTablesOfAssembly } from '../../infra/local/aws/tables.ts';
import { table, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';

const DAY_S = 24 * 60 * 60;

const openTable = async () => {
  const file = join(await temporaryDirectory(), 'tables.db');
  const engine = await startDynamoDb({ file });
  onTestFinished(engine.stop);
  const assembly = await writeAssembly({ functions: {}, resources: { Table: table } });
  const [TableName] = await createTablesOfAssembly(assembly, engine.endpoint);
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: REGION, credentials });
  const database = new DatabaseSync(file, { timeout: 5000 });
  onTestFinished(() => {
    client.destroy();
    database.close();
  });
  const put = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await client.send(new PutItemCommand({ TableName, Item: { pk: { S: key } } }));
  };
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  return { engine, put, rows };
};

test('the engine finds the newest stream record by an index', async () => {
  const { rows } = await openTable();
  const plan = rows(
    `EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'any'`,
  );
  expect(plan).toEqual([
    expect.objectContaining({ detail: expect.stringContaining('stream_records_by_number') }),
  ]);
});

test('records read more than a day ago are deleted; numbers continue from the newest', async () => {
  const { engine, put, rows } = await openTable();
  await put('a', 'b', 'c', 'd');
  const numbers = () => rows('SELECT sequence_number AS number FROM _stream_records ORDER BY id');
  const [shard] = rows('SELECT shard_id AS id FROM _stream_records');
  const shardId = String(shard?.['id']);
  const trim = (number: string) => engine.trimStream([[shardId, number]]);

  trim('4');
  expect(numbers()).toHaveLength(4);

  rows(`UPDATE _stream_records SET created_at = created_at - ${DAY_S + 60}`);
  trim('2');
  expect(numbers()).toEqual([{ number: '3' }, { number: '4' }]);

  trim('4');
  expect(numbers()).toEqual([{ number: '4' }]);

  await put('e');
  expect(numbers()).toEqual([{ number: '4' }, { number: '5' }]);
});
