import * as z from 'zod';
import { type Check, require } from './check.ts';

const TIMEOUT_MS = 10_000;

const codeSchema = z.object({ code: z.string() });

/** What somebody without credentials can see of a deployment, and what they must not. */
export const strangerChecks = (url: string): Check[] => {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual', ...init });

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
        require(answer.status === 200, `the answer is ${answer.status}, not 200`);
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
      name: 'a webhook with a wrong signature is refused',
      run: async () => {
        const answer = await ask('/v1/webhooks/smoke/stripe', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
          body: '{"id":"evt_smoke","type":"checkout.session.completed"}',
        });
        const code = codeSchema.safeParse(await answer.json()).data?.code;
        require(code === 'invalid_signature', `the answer is ${answer.status} ${code ?? ''}`);
        return code ?? '';
      },
    },
    {
      name: 'pages come with a content security policy',
      run: async () => {
        const { status, headers } = await ask('/');
        // The API's own address has no pages.
        if (!headers.get('content-type')?.startsWith('text/html')) return 'no pages at this address';
        const policy = headers.get('content-security-policy') ?? '';
        require(status === 200, `the answer is ${status}, not 200`);
        require(/default-src|script-src/.test(policy), 'there is none');
        require(!policy.includes("'unsafe-inline'"), 'it allows inline scripts or styles');
        return 'a strict one';
      },
    },
  ];
};
