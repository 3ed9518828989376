import { expect, inject, test } from 'vitest';

// Imported, these would make this file a test of another project.
const { spawn } = process.getBuiltinModule('node:child_process');
const { createServer } = process.getBuiltinModule('node:http');

const refusal = expect.objectContaining({ message: expect.stringMatching(/^A unit test starts nothing/) });

test('a unit test is given no table', () => {
  const given = (['dynamoDbEndpoint', 'tableName', 'template', 'deployment'] as const).filter(inject);

  expect(given).toEqual([]);
});

test('a unit test that opens a socket fails', async () => {
  await expect(fetch('http://127.0.0.1:4100')).rejects.toMatchObject({ cause: refusal });
});

test('a unit test that listens on a port fails', () => {
  expect(() => createServer().listen(0)).toThrow(/^A unit test starts nothing/);
});

test('a unit test that starts a process fails', () => {
  expect(() => spawn(process.execPath, ['--version'])).toThrow(/^A unit test starts nothing/);
});
