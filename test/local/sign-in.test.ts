import { decodeJwt, type JWTPayload } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { PEOPLE } from '../../infra/local/sign-in/people.ts';

const RETURN = 'http://127.0.0.1:4108/signed-in';

const tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.int(),
  scope: z.string(),
});

const issuerOfTest = async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const issuer = await startIssuer({ url, audience: 'scrip', keyFile: undefined });
  onTestFinished(() => issuer.stop());
  const verifier = `${randomUUID()}${randomUUID()}`;
  const query = {
    response_type: 'code',
    client_id: 'scrip-web',
    redirect_uri: RETURN,
    scope: 'openid',
    state: 'a & b',
    nonce: 'once',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const authorize = (more: Record<string, string> = {}) =>
    fetch(`${url}/authorize?${new URLSearchParams({ ...query, ...more }).toString()}`, {
      redirect: 'manual',
    });
  /** @returns where the issuer leads to in the end */
  const follow = async (response: Response): Promise<URL> => {
    const next = new URL(response.headers.get('location') ?? '', url);
    return next.origin === url ? await follow(await fetch(next, { redirect: 'manual' })) : next;
  };
  const exchange = (form: Record<string, string>) =>
    fetch(`${url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'scrip-web', redirect_uri: RETURN, ...form }),
    });
  const signIn = async (login: string) => {
    const returned = await follow(await authorize({ login_hint: login }));
    const code = returned.searchParams.get('code') ?? '';
    const answer = await exchange({ grant_type: 'authorization_code', code, code_verifier: verifier });
    return tokens.parse(await answer.json());
  };
  return { url, authorize, follow, exchange, signIn, verifier };
};

/** Seconds that a token is good for. */
const lifetime = ({ exp = 0, iat = 0 }: JWTPayload): number => exp - iat;

describe('the sign-in page', () => {
  test('offers everybody, and whoever is chosen goes back with a code and the state', async () => {
    const { authorize, url, follow } = await issuerOfTest();
    const page = await authorize();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    const links = [...html.matchAll(/<a class="person" href="([^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(links).toHaveLength(PEOPLE.flatMap(({ people }) => people).length);
    const [first = ''] = links;
    const returned = await follow(await fetch(new URL(first, url), { redirect: 'manual' }));
    expect(returned.origin + returned.pathname).toBe(RETURN);
    expect(returned.searchParams.get('state')).toBe('a & b');
    expect(returned.searchParams.get('code')).toMatch(/^[\w-]{36}$/);
  });

  test('runs no script, and is shown in no frame', async () => {
    const { authorize, url } = await issuerOfTest();
    const page = await authorize({ state: '"><script>alert(1)</script>' });
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/,
    );
    expect(await page.text()).not.toContain('<script');
    expect((await fetch(`${url}/sign-in.css`)).headers.get('content-type')).toMatch(/^text\/css/);
  });

  test('asks again whoever wants to be somebody else', async () => {
    const { authorize } = await issuerOfTest();
    expect((await authorize({ login_hint: 'alice' })).status).toBe(302);
    expect((await authorize({ login_hint: 'alice', prompt: 'select_account' })).status).toBe(200);
    expect((await authorize({ login_hint: 'nobody' })).status).toBe(200);
  });
});

describe('the tokens of a sign-in', () => {
  test.each([
    ['alice', { agency_id: 'demo', sub: 'alice', scope: 'credits:read credits:spend' }],
    ['carol', { agency_id: 'other', sub: 'carol', scope: 'credits:read credits:spend' }],
    ['admin', { agency_id: 'demo', sub: 'admin', scope: 'agency:read agency:write agency:approve' }],
    [
      'finance',
      { agency_id: 'demo', sub: 'finance', scope: 'agency:read agency:approve', roles: ['finance'] },
    ],
    ['other-admin', { agency_id: 'other', sub: 'admin', scope: 'agency:read agency:write agency:approve' }],
  ])('are those of %s', async (login, claims) => {
    const { signIn } = await issuerOfTest();
    const { access_token: access, id_token: id, ...rest } = await signIn(login);
    expect(decodeJwt(access)).toMatchObject({ ...claims, aud: 'scrip' });
    expect(rest).toMatchObject({ scope: claims.scope, expires_in: 900 });
    expect(lifetime(decodeJwt(access))).toBe(900);
    const { agency_id, sub } = claims;
    expect(decodeJwt(id)).toMatchObject({
      aud: 'scrip-web',
      nonce: 'once',
      agency_id,
      sub,
      preferred_username: login,
    });
  });

  test('are renewed for the same person, also after a restart', async () => {
    const first = await issuerOfTest();
    const { refresh_token: refresh } = await first.signIn('reviewer');
    const { exchange } = await issuerOfTest();
    const renewed = tokens.parse(
      await (await exchange({ grant_type: 'refresh_token', refresh_token: refresh })).json(),
    );
    expect(decodeJwt(renewed.access_token)).toMatchObject({ sub: 'reviewer', roles: ['reviewer'] });
    expect(renewed.refresh_token).not.toBe(refresh);
  });

  test('are refused without the right verifier, and a code is good once', async () => {
    const { authorize, follow, exchange, verifier } = await issuerOfTest();
    const returned = await follow(await authorize({ login_hint: 'alice' }));
    const code = returned.searchParams.get('code') ?? '';
    const grant = { grant_type: 'authorization_code', code };
    expect((await exchange({ ...grant, code_verifier: 'x'.repeat(43) })).status).toBe(400);
    const another = (await follow(await authorize({ login_hint: 'alice' }))).searchParams.get('code') ?? '';
    const once = { ...grant, code: another, code_verifier: verifier };
    expect((await exchange(once)).status).toBe(200);
    expect((await exchange(once)).status).toBe(400);
  });
});

test('signing out leads back to the page that asked', async () => {
  const { url, follow } = await issuerOfTest();
  const discovered = z
    .object({ end_session_endpoint: z.url(), authorization_endpoint: z.url() })
    .parse(await (await fetch(`${url}/.well-known/openid-configuration`)).json());
  expect(discovered.authorization_endpoint).toBe(`${url}/authorize`);
  const query = new URLSearchParams({ post_logout_redirect_uri: 'http://127.0.0.1:4108/signed-out' });
  const left = await fetch(`${discovered.end_session_endpoint}?${query.toString()}`, { redirect: 'manual' });
  expect((await follow(left)).href).toBe('http://127.0.0.1:4108/signed-out');
});

test('a page of another origin may ask for tokens', async () => {
  const { url } = await issuerOfTest();
  const preflight = await fetch(`${url}/token`, { method: 'OPTIONS' });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
});
