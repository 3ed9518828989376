import { decodeJwt } from 'jose';
import { onTestFinished, test, expect } from 'vitest';
import * as z from 'zod';
import { startIssuer } from '../../infra/local/aws/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';

const issuerOfTest = async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const issuer = await startIssuer({ url, audience: 'scrip', keyFile: undefined });
  onTestFinished(() => issuer.stop());
  /** Asks the token endpoint as anybody may. */
  const ask = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
    const answer = await fetch(`${url}/token`, { method: 'POST', body });
    return decodeJwt(z.object({ access_token: z.string() }).parse(await answer.json()).access_token);
  };
  return { issuer, ask };
};

test('an agency token has the person, the agency, the roles and the scopes', async () => {
  const { issuer, ask } = await issuerOfTest();
  const expected = {
    aud: 'scrip',
    agency_id: 'demo',
    sub: 'ann',
    scope: 'agency:read agency:approve',
    roles: ['review', 'finance'],
  };
  const form = {
    agency: 'demo',
    subject: 'ann',
    roles: 'review finance',
    scope: 'agency:read agency:approve',
  };
  expect(await ask(form)).toMatchObject(expected);
  const minted = await issuer.mint({
    agency: 'demo',
    subject: 'ann',
    roles: ['review', 'finance'],
    scopes: ['agency:read', 'agency:approve'],
  });
  expect(decodeJwt(minted)).toMatchObject(expected);
});

test('a customer token has the account and the region, and no roles', async () => {
  const { ask } = await issuerOfTest();
  const claims = await ask({ agency: 'demo', account: 'alice', region: 'DE', scope: 'credits:read' });
  expect(claims).toMatchObject({ agency_id: 'demo', sub: 'alice', region: 'DE', scope: 'credits:read' });
  expect(claims).not.toHaveProperty('roles');
});
