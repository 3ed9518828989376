import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseTolerant } from '../../shared/kernel/tolerant.ts';
import { exportsOf } from '../support/exports.ts';
import { addedIn, sampleOf } from '../support/sample.ts';

const messages = [...(await exportsOf('shared/*/message.ts'))].flatMap(([name, schema]) =>
  name.endsWith('Message') && schema instanceof z.ZodObject ? { name, schema } : [],
);

test('all queues are covered', () => {
  expect(messages.map(({ name }) => name).sort()).toEqual([
    'creditRequestMessage',
    'eventMessage',
    'paymentMessage',
    'usageMessage',
  ]);
});

test.each(messages)('$name: a field added by another version is dropped, at every depth', ({ schema }) => {
  const sent = sampleOf(schema);
  expect(addedIn(sent).length).toBeGreaterThan(1);
  const read = parseTolerant(schema, sent);
  expect(read).toMatchObject({ success: true });
  expect(addedIn(read.data)).toEqual([]);
});
