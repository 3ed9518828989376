import { expect, onTestFinished, test, vi } from 'vitest';
import { renderLambdaLog } from '../../infra/local/lambda/lambda-log.ts';
import { createLog, watched } from '../../infra/local/log.ts';

test('Powertools’ JSON becomes one line with level, message and details', () => {
  const line = JSON.stringify({
    level: 'ERROR',
    message: 'settle failed',
    service: 'payment-worker',
    function_name: 'x',
    receipt: 're_1',
    attempt: 2,
    error: { name: 'TypeError', message: 'no amount', location: 'index.cjs:1', stack: 'long' },
  });
  expect(renderLambdaLog(line)).toBe(
    'ERROR settle failed receipt=re_1 attempt=2 TypeError: no amount (index.cjs:1)',
  );
});

test('metrics are hidden, and other output is shown unchanged', () => {
  expect(renderLambdaLog('{"_aws":{"Timestamp":1},"Spends":1}')).toBeUndefined();
  expect(renderLambdaLog('plain words')).toBe('plain words');
});

test('credentials never reach the terminal, and a log line stays one line', () => {
  let written = '';
  const log = createLog((text) => (written += text));
  log(
    'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln key sk_test_123abc\n  and whsec_hushed Bearer abc.def',
  );
  expect(written).not.toMatch(/eyJ|123abc|hushed|abc\.def/);
  expect(written).toMatch(/^\d\d:\d\d:\d\d\.\d{3} token <token> key sk_<secret> \| and whsec_<secret> .*\n$/);
});

test('a log that is watched tells when it has been silent for a while, and no longer waits than it may', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const lines: string[] = [];
  const { log, silence } = watched((line) => lines.push(line));
  let isSilent = false;
  const waiting = silence({ forMs: 100, atMostMs: 1000 }).then(() => (isSilent = true));
  for (let line = 0; line < 5; line += 1) {
    await vi.advanceTimersByTimeAsync(60);
    log(`line ${line}`);
  }
  expect([lines.length, isSilent]).toEqual([5, false]);
  await vi.advanceTimersByTimeAsync(100);
  await waiting;

  isSilent = false;
  const noisy = silence({ forMs: 100, atMostMs: 300 }).then(() => (isSilent = true));
  for (let line = 0; line < 6; line += 1) {
    await vi.advanceTimersByTimeAsync(60);
    log('more');
  }
  await noisy;
  expect(isSilent).toBe(true);
});
