import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { signIn } from '../../infra/scripts/token/sign-in.ts';
import { serve } from '../support/http-stub.ts';

/** A deployment whose pages name an issuer. */
const deployment = async () => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const running = await startIssuer({ url: issuer, audience: 'scrip', keyFile: undefined });
  onTestFinished(() => running.stop());
  const config = { issuer, clientId: 'scrip-web', scope: 'openid credits:read' };
  return await serve((_request, response) => void response.end(JSON.stringify(config)));
};

describe('signing in from a terminal', () => {
  test('gives the token of whoever was chosen in the browser', async () => {
    const token = await signIn(`${await deployment()}/`, {
      port: await freePort(),
      show: (address) => void fetch(`${address}&login_hint=alice`),
    });

    expect(decodeJwt(token)).toMatchObject({ sub: 'alice', aud: 'scrip' });
  });

  test('believes nobody who comes back without having been sent', async () => {
    const port = await freePort();
    const signing = signIn(`${await deployment()}/`, {
      port,
      show: () => void fetch(`http://localhost:${port}/?code=stolen&state=another`),
    });

    await expect(signing).rejects.toThrow('state');
  });

  test('says what the issuer refuses', async () => {
    const port = await freePort();
    const signing = signIn(`${await deployment()}/`, {
      port,
      show: (address) => {
        const state = new URL(address).searchParams.get('state') ?? '';
        void fetch(`http://localhost:${port}/?error=access_denied&state=${encodeURIComponent(state)}`);
      },
    });

    await expect(signing).rejects.toThrow('authorization response from the server is an error');
  });
});
