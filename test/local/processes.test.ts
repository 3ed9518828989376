import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startDynamoDb } from '../../infra/local/aws/dynamodb.ts';
import { requirePort } from '../../infra/local/ports.ts';
import { startStack } from '../../infra/local/stack.ts';
import { startSqs } from '../../infra/local/aws/sqs.ts';
import { createTablesOfAssembly } from '../../infra/local/aws/tables.ts';
import { table, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';
import { eventually } from './eventually.ts';

const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const listTables = async (endpoint: string): Promise<string[]> => {
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return TableNames;
};

test('tables are created once and survive a restart of the engine', async () => {
  const file = join(await temporaryDirectory(), 'deep', 'tables.db');
  const assembly = await writeAssembly({ resources: { Table: table } });
  const first = await startDynamoDb({ file });
  for (const attempt of ['first', 'second'])
    expect([attempt, ...(await createTablesOfAssembly(assembly, first.endpoint))]).toEqual([
      attempt,
      'Fixture-Table',
    ]);
  await first.stop();
  expect(await answers(first.endpoint)).toBe(false);
  const second = await startDynamoDb({ file });
  onTestFinished(() => second.stop());
  expect(await listTables(second.endpoint)).toEqual(['Fixture-Table']);
});

test('a table on disk with another definition is refused', async () => {
  const engine = await startDynamoDb();
  onTestFinished(() => engine.stop());
  await createTablesOfAssembly(await writeAssembly({ resources: { Table: table } }), engine.endpoint);
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];
  const other = { ...table, Properties: { ...table.Properties, KeySchema, AttributeDefinitions } };
  const assembly = await writeAssembly({ resources: { Table: other } });
  const why = 'The table Fixture-Table has other keys, indexes or streams than the template. ';
  await expect(createTablesOfAssembly(assembly, engine.endpoint)).rejects.toThrow(
    `${why}Remove it at ${engine.endpoint}`,
  );
});

test('a stack whose folder holds such a table says how to set that folder aside', async () => {
  const directory = await temporaryDirectory();
  const first = await startStack({
    assembly: await writeAssembly({ resources: { Table: table } }),
    directory,
  });
  await first.stop();
  const StreamSpecification = { StreamViewType: 'KEYS_ONLY' };
  const other = { ...table, Properties: { ...table.Properties, StreamSpecification } };
  const assembly = await writeAssembly({ resources: { Table: other } });
  await expect(startStack({ assembly, directory })).rejects.toThrow(
    `To begin anew and keep the data, run: mv "${directory}" "${directory}.old"`,
  );
});

test('a stack that is stopped twice is stopped once', async () => {
  const stack = await startStack({ assembly: await writeAssembly({}) });
  const first = stack.stop();
  expect(stack.stop()).toBe(first);
  await first;
});

test('when the engine has stopped, nothing writes to its folder any more', async () => {
  const directory = await temporaryDirectory();
  const engine = await startDynamoDb({ file: join(directory, 'dynamodb', 'tables.db') });
  await createTablesOfAssembly(await writeAssembly({ resources: { Table: table } }), engine.endpoint);
  await engine.stop();
  rmSync(directory, { recursive: true });
  expect(existsSync(directory)).toBe(false);
});

test('the engine ends with the process that started it, even after a kill', async () => {
  const module = join(import.meta.dirname, '..', '..', 'infra', 'local', 'aws', 'dynamodb.ts');
  const script = `import { startDynamoDb } from ${JSON.stringify(module)};
    const { endpoint } = await startDynamoDb(); process.stdout.write(endpoint); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(parent.stdout, 'data');
  const endpoint = String(chunk);
  expect(await answers(endpoint)).toBe(true);
  parent.kill('SIGKILL');
  expect(await eventually(async () => !(await answers(endpoint)))).toBe(true);
});

test('other machines cannot reach the queues', async () => {
  const sqs = await startSqs({ port: 0, directory: await temporaryDirectory() });
  onTestFinished(() => sqs.stop());
  const { port } = new URL(sqs.endpoint);
  expect(await answers(`http://127.0.0.1:${port}/health`)).toBe(true);
  // All of 127.0.0.0/8 is this machine, but only a server on every interface answers at each of its addresses.
  expect(await answers(`http://127.0.0.2:${port}/health`)).toBe(false);
});

test('a busy port causes one clear line', async () => {
  const sqs = await startSqs({ port: 0, directory: undefined });
  onTestFinished(() => sqs.stop());
  const port = Number(new URL(sqs.endpoint).port);
  await expect(requirePort(port, 'sqs', 0)).rejects.toThrow(
    `Port ${port} (sqs) is in use. Stop the program that uses it, or set SCRIP_PORT to use other ports`,
  );
  await expect(startSqs({ port, directory: undefined })).rejects.toThrow(
    /^The queues and buckets did not start: .*EADDRINUSE/,
  );
});
