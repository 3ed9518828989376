import { expect, onTestFinished, test, vi } from 'vitest';
import { trimHourly } from '../../infra/local/event-sources/trim-hourly.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

test('a stream is trimmed at the start and every hour until it is stopped, also after a failure', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const trim = vi.fn<() => void>();
  const lines: string[] = [];
  const stop = trimHourly(trim, (line) => lines.push(line));
  expect(trim).toHaveBeenCalledTimes(1);
  trim.mockImplementationOnce(() => {
    throw new Error('database is locked');
  });
  vi.advanceTimersByTime(HOUR_MS);
  expect(lines).toEqual(['the stream was not trimmed: Error: database is locked']);
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(trim).toHaveBeenCalledTimes(4);
  stop();
  vi.advanceTimersByTime(HOUR_MS);
  expect(trim).toHaveBeenCalledTimes(4);
});
