import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, expect, test, vi } from 'vitest';
import {
  correlated,
  correlatedMessage,
  correlation,
  correlationId,
  correlationIdIn,
} from '../../shared/kernel/correlation.ts';
import { log } from '../../shared/kernel/log.ts';

afterEach(() => vi.restoreAllMocks());

/** A message's attributes as Lambda hands them on. */
const handedOn = (name: string, stringValue: string | undefined) => ({
  [name]: { dataType: 'String', stringValue, stringListValues: [], binaryListValues: [] },
});

test('work at the same time goes on under its own id, whatever it waits for', async () => {
  const idAfterAWait = async () => {
    await new Promise(setImmediate);
    return correlationId();
  };
  expect(await Promise.all(['a', 'b'].map((id) => correlated(id, idAfterAWait)))).toEqual(['a', 'b']);
  expect(correlation()).toEqual({});
});

test('each log line carries the id', async () => {
  const written = vi.spyOn(Logger.prototype, 'info').mockReturnValue();
  correlated('request-1', () => log.info('credits counted', { credits: 3 }));
  log.info('nothing began');
  expect(written.mock.calls).toEqual([
    ['credits counted', { credits: 3, correlationId: 'request-1' }],
    ['nothing began', {}],
  ]);
});

test('a message carries the id to its worker', () => {
  const { MessageAttributes } = correlated('request-1', correlatedMessage);
  const { StringValue } = MessageAttributes?.correlationId ?? {};
  expect(correlationIdIn(handedOn('correlationId', StringValue))).toBe('request-1');
  expect(correlatedMessage()).toEqual({});
});

test.each([
  ['none', {}],
  ['nothing at all', undefined],
  ['another', handedOn('other', 'x')],
  ['an empty one', handedOn('correlationId', '')],
  ['one that is no text', handedOn('correlationId', undefined)],
])('a message with %s has no id, and is no error', (_, attributes) => {
  expect(correlationIdIn(attributes)).toBeUndefined();
});
