import { afterEach, expect, test, vi } from 'vitest';
import { probe } from '../../functions/probe/probe.ts';
import { log } from '../../shared/kernel/log.ts';
import { visitorChecks } from '../../shared/smoke/stranger.ts';
import { serve } from '../support/http-stub.ts';

const { counted } = vi.hoisted(() => ({ counted: vi.fn<(name: string) => void>() }));
vi.mock('../../shared/kernel/metrics.ts', () => ({ count: counted }));
afterEach(() => {
  counted.mockReset();
  vi.restoreAllMocks();
});

/** A deployment that answers as ours does, but for some paths. */
const deployment = (wrong: Record<string, [number, string]> = {}) =>
  serve((request, response) => {
    const answers: Record<string, [number, string]> = {
      '/v1/health': [200, 'application/json'],
      '/v1/account': [401, 'application/json'],
      '/': [200, 'text/html'],
      ...wrong,
    };
    const [status, type] = answers[request.url ?? ''] ?? [404, 'text/plain'];
    response.writeHead(status, { 'content-type': type, 'content-security-policy': "default-src 'self'" });
    response.end(type === 'application/json' ? '{"status":"ok"}' : '');
  });

test('a run that passes every check is counted', async () => {
  await probe(visitorChecks(await deployment()));
  expect(counted.mock.calls).toEqual([['ProbePasses']]);
});

test.each([
  ['the API is down', { '/v1/health': [502, 'text/html'] }, ['the service is up']],
  [
    'the authorizer fails',
    { '/v1/account': [500, 'application/json'] },
    ['nobody gets in without a bearer', 'nobody gets in with a made-up bearer'],
  ],
  ['the pages are gone', { '/': [403, 'application/xml'] }, ['pages come with a content security policy']],
] satisfies [string, Record<string, [number, string]>, string[]][])(
  'a run is not counted, and says what failed, when %s',
  async (_, wrong, failed) => {
    const logged = vi.spyOn(log, 'error').mockReturnValue();
    await probe(visitorChecks(await deployment(wrong)));
    expect(counted).not.toHaveBeenCalled();
    expect(logged.mock.calls.map(([event, facts]) => [event, facts?.['check']])).toEqual(
      failed.map((name) => ['check failed', name]),
    );
  },
);
