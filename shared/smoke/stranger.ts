import * as z from 'zod';
import { ORIGIN_HEADER } from '../http/origin.ts';
import { type Check, CheckFailed, require } from './check.ts';

const TIMEOUT_MS = 10_000;

const problemSchema = z.object({ code: z.string(), title: z.string() });

/** The problem that an answer carries; undefined where it carries none. */
const problemIn = async (answer: Response) =>
  problemSchema.safeParse(await answer.json().catch(() => undefined)).data;

const asker =
  (url: string) =>
  (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual', ...init });

/** What somebody sees at the API's own address where the distribution is its only door: nothing, not even by a made-up key. */
export const closedCheck = (apiUrl: string): Check => ({
  name: 'nobody reaches the API around the distribution',
  run: async () => {
    const asked = { '/v1/health': 'GET', '/v1/webhooks/smoke/stripe': 'POST' };
    for (const [path, method] of Object.entries(asked)) {
      const headers = { [ORIGIN_HEADER]: 'made-up' };
      const answer = await asker(apiUrl)(path, { method, headers });
      const code = (await problemIn(answer))?.code;
      require(code === 'wrong_address', `${apiUrl}${path} is answered with ${answer.status} ${code ?? ''}`);
    }
    return 'its own address is closed';
  },
});

/** What somebody without credentials can see of a deployment, and what they must not. It raises no alarm, however often. */
export const visitorChecks = (url: string): Check[] => {
  const ask = asker(url);

  const mustBe401 = async (headers: Record<string, string>): Promise<string> => {
    const { status } = await ask('/v1/account', { headers });
    require(status === 401, `the answer is ${status}, not 401`);
    return '401';
  };

  return [
    {
      name: 'the service is up',
      run: async () => {
        const answer = await ask('/v1/health');
        if (answer.status !== 200) {
          const { code, title } = (await problemIn(answer)) ?? { code: '', title: '' };
          throw new CheckFailed(`the answer is ${answer.status}, not 200 ${code} ${title}`.trim());
        }
        const { status } = z.object({ status: z.string() }).parse(await answer.json());
        require(status === 'ok', `its status is ${status}`);
        return status;
      },
    },
    { name: 'nobody gets in without a bearer', run: () => mustBe401({}) },
    {
      name: 'nobody gets in with a made-up bearer',
      run: () => mustBe401({ authorization: 'Bearer made-up' }),
    },
    {
      name: 'pages come with a content security policy',
      run: async () => {
        const { status, headers } = await ask('/');
        // The API's own address has no pages.
        if (headers.get('content-type') === 'application/problem+json') return 'no pages at this address';
        const policy = headers.get('content-security-policy') ?? '';
        require(status === 200, `the answer is ${status}, not 200`);
        require(/default-src|script-src/.test(policy), 'there is none');
        require(!policy.includes("'unsafe-inline'"), 'it allows inline scripts or styles');
        return 'a strict one';
      },
    },
  ];
};

const forgedWebhook = (url: string): Check => ({
  name: 'a webhook with a wrong signature is refused',
  run: async () => {
    const answer = await asker(url)('/v1/webhooks/smoke/stripe', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
      body: '{"id":"evt_smoke","type":"checkout.session.completed"}',
    });
    const code = (await problemIn(answer))?.code;
    require(code === 'invalid_signature', `the answer is ${answer.status} ${code ?? ''}`);
    return code ?? '';
  },
});

/** The same, and that a forged webhook is refused, which `webhooks-rejected` counts. */
export const strangerChecks = (url: string): Check[] => [...visitorChecks(url), forgedWebhook(url)];
