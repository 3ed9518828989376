import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { customerClient, getAccount } from '@scrip/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencyChecks } from '../../infra/scripts/smoke/agency.ts';
import { runChecks } from '../../infra/scripts/smoke/run-checks.ts';
import { strangerChecks } from '../../shared/smoke/stranger.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { settingsBody } from '../support/agency.ts';
import { serve } from '../support/http-stub.ts';
import { project } from '../support/sources.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let admin: Admin;
let key: string;
beforeAll(async () => {
  stack = await startTestStack();
  admin = await adminOf(stack.api);
  ({ key } = await admin.apiKey());
});
afterAll(() => stack.stop());

/** Runs `npm run smoke` as somebody at a terminal would. */
const smoke = async (args: readonly string[], env: Record<string, string> = {}) => {
  const script = path.join(project, 'infra', 'scripts', 'smoke.ts');
  const options = { cwd: project, env: { PATH: process.env['PATH'] ?? '', ...env } };
  return await promisify(execFile)(process.execPath, [script, ...args], options);
};

test('a stranger and a test agency find all well, at the address of the pages', async () => {
  const { stdout } = await smoke(['--url', stack.site], { SCRIP_API_KEY: key });

  expect(stdout.match(/^ok /gm)).toHaveLength(6);
  expect(stdout).toContain('credits.spent was sent, and answered with 404');
  expect(stdout).toMatch(/All is well\.\n$/);
  expect(stdout).not.toContain(key);
});

test('without a key it says what it skipped', async () => {
  const { stdout } = await smoke(['--url', `${stack.api}/`]);

  expect(stdout).toContain('no pages at this address');
  expect(stdout).toContain('skipped');
});

test('without an address it says how it is used, and fails', async () => {
  await expect(smoke([])).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('usage:') });
});

describe('no credit is left', () => {
  const balanceOf = async (who: Admin) => {
    const { token } = await who.session('smoke-test');
    return (await customerClient({ baseUrl: stack.api, credential: token }).call(getAccount)).orThrow()
      .balance;
  };

  test('when two run at once', async () => {
    const lines: string[] = [];
    const run = () => runChecks(agencyChecks(stack.api, key), (line) => lines.push(line));

    expect(await Promise.all([run(), run()])).toEqual([0, 0]);
    expect(lines.every((line) => line.startsWith('ok'))).toBe(true);
    expect(await balanceOf(admin)).toBe(0);
  });

  test('when the agency lets nobody spend: the check fails, and says why', async () => {
    const closed = await adminOf(stack.api, 'closed');
    await closed.call(agencyRoutes.putSettings, { body: { ...settingsBody, creditPayments: false } });
    const lines: string[] = [];

    const checks = agencyChecks(stack.api, (await closed.apiKey()).key);
    expect(await runChecks(checks, (line) => lines.push(line))).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^FAILED .*does not accept credits/)]);
    expect(await balanceOf(closed)).toBe(0);
  });
});

test('a deployment that lets everybody in fails', async () => {
  const open = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
  });
  const lines: string[] = [];

  expect(await runChecks(strangerChecks(open), (line) => lines.push(line))).toBe(4);
  expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([
    'FAILED  nobody gets in without a bearer: the answer is 200, not 401',
    'FAILED  nobody gets in with a made-up bearer: the answer is 200, not 401',
    'FAILED  pages come with a content security policy: there is none',
    'FAILED  a webhook with a wrong signature is refused: the answer is 200 ',
  ]);
});

test('what does not answer fails everywhere', async () => {
  expect(await runChecks(strangerChecks('http://127.0.0.1:9'), () => undefined)).toBe(5);
});
