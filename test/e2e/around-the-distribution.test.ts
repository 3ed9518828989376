import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startStack, type Stack } from '../../infra/local/stack.ts';
import { synthesize } from '../../infra/local/template/synth.ts';
import { runChecks } from '../../infra/scripts/smoke/run-checks.ts';
import { closedCheck, strangerChecks } from '../../shared/smoke/stranger.ts';
import { ORIGIN_HEADER } from '../../shared/http/origin.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: Stack;
beforeAll(async () => {
  const { issuer, audience } = inject('deployment');
  const context = { stage: 'local', issuer, audience, originKeys: 'new,old' };
  stack = await startStack({ assembly: (await synthesize('e2e-closed', context)).assembly });
});
afterAll(() => stack.stop());

/** What the API answers to a customer at an address. */
const account = async (url: string, headers: Record<string, string> = {}) => {
  const token = await tokenWith({ scope: 'credits:read' });
  const answer = await fetch(`${url}/v1/account`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  return { status: answer.status, body: await answer.json() };
};

test('through the distribution everything is as ever, whatever a caller sends for the key', async () => {
  const lines: string[] = [];
  expect(await runChecks(strangerChecks(stack.site), (line) => lines.push(line))).toBe(0);
  expect((await account(stack.site)).body).not.toMatchObject({ code: 'wrong_address' });
  expect((await account(stack.site, { [ORIGIN_HEADER]: 'made-up' })).body).not.toMatchObject({
    code: 'wrong_address',
  });
});

test.each([
  ['a customer', 'GET', '/v1/account'],
  ['a provider', 'POST', '/v1/webhooks/demo/stripe'],
  ['a visitor', 'GET', '/v1/agencies/demo/branding'],
  ['whoever asks for nothing that there is', 'GET', '/v1/nothing'],
])('%s is refused at the API’s own address', async (_, method, path) => {
  const token = await tokenWith({ scope: 'credits:read' });
  const answer = await fetch(`${stack.api}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, [ORIGIN_HEADER]: 'made-up' },
  });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 'wrong_address', request: expect.any(String) });
});

test('the smoke test finds the own address closed, and says at once when it is given that for the portal’s', async () => {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  expect(await runChecks([closedCheck(stack.api)], say)).toBe(0);
  expect(await runChecks([closedCheck(stack.site)], say)).toBe(1);
  expect(await runChecks(strangerChecks(stack.api).slice(0, 1), say)).toBe(1);
  expect(lines.at(-1)).toMatch(/^FAILED  the service is up: .*403.* wrong_address .*address of the portal$/);
});
