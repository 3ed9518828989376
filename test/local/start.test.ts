import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { requirePort } from '../../infra/local/ports.ts';
import { temporaryDirectory } from './assembly-fixture.ts';
import { freePorts, nothingLeft } from '../support/started.ts';
import { eventually } from './eventually.ts';

const description = z.object({
  portal: z.url(),
  console: z.url(),
  api: z.url(),
  docs: z.url(),
  issuer: z.url(),
  tokens: z.object({ client: z.jwt(), admin: z.jwt() }),
  sandbox: z.url(),
  curl: z.array(z.string()).length(3),
});

const start = (
  base: number,
  directory: string,
  ...more: string[]
): { child: ChildProcess; output: () => string } => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', '..', 'infra', 'local', 'start.mjs'), ...more],
    {
      env: { ...process.env, SCRIP_PORT: String(base), SCRIP_DATA: directory },
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  return { child, output: () => text };
};

test('the deployable stack starts, prints its addresses, guards its ports and leaves no process behind', async () => {
  const directory = await temporaryDirectory();
  const base = await freePorts();
  const { child, output } = start(base, directory, '--agency', 'mine');
  await eventually(async () => output().includes('Scrip is ready') || child.exitCode !== null);
  expect(output()).toContain(`http://127.0.0.1:${base}/v1/docs`);
  expect(output()).toMatch(
    /^Building the template and the Lambdas …\n {2}(Done|Nothing has changed since they were built), [\d.]+ s\n/,
  );
  expect(output()).toMatch(
    /\nStarting the engines, the Lambdas and the sandbox …\n(.*\n)* {2}Done, [\d.]+ s\n/,
  );

  const stack = description.parse(JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')));
  for (const file of ['stack.json', 'secrets.json'])
    expect([file, (await stat(join(directory, file))).mode & 0o777]).toEqual([file, 0o600]);
  expect(await readFile(join(directory, 'secrets.json'), 'utf8')).toContain('agencies/mine/providers');
  const account = `${stack.api}/v1/account`;
  const statusWith = async (token: string) =>
    (await fetch(account, { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await statusWith(stack.tokens.client), await statusWith(stack.tokens.admin)]).toEqual([200, 403]);

  // The addresses come first, and what they show is there, with the API on the same origin.
  expect(output()).toContain(`Scrip is ready.\n\n  Portal   ${stack.portal}\n  Console  ${stack.console}\n`);
  for (const page of [stack.portal, stack.console]) expect((await fetch(page)).status).toBe(200);
  expect(await (await fetch(new URL('/config.json', stack.portal))).json()).toMatchObject({
    issuer: stack.issuer,
    agency: 'demo',
  });
  const settings = await fetch(new URL('/v1/agency/settings', stack.portal), {
    headers: { authorization: `Bearer ${stack.tokens.admin}` },
  });
  expect(await settings.json()).toMatchObject({
    returnUrls: [`${stack.portal}return`, 'https://example.com/credits'],
  });

  const second = start(base, directory);
  await once(second.child, 'close');
  expect([second.child.exitCode, second.output()]).toEqual([
    1,
    expect.stringMatching(/^Port \d+ \(\w+\) is in use\. [^\n]+\n$/),
  ]);

  child.kill('SIGKILL');
  await once(child, 'close');
  const ports = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((offset) => requirePort(base + offset, 'left over', 10_000));
  expect(await Promise.all(ports)).toHaveLength(9);
});

test.each([
  [['--agency', 'a b'], '--agency a b: use 1 to 64 letters, digits, "-" and "_"\n'],
  [
    ['--agencies', 'mine'],
    'The options are --agency <id>, and --empty for agencies without demo customers\n',
  ],
])('with %j it says in one line what is wrong, and starts nothing', async (options, message) => {
  const { child, output } = start(await freePorts(), await temporaryDirectory(), ...options);
  await once(child, 'close');
  expect([child.exitCode, output()]).toEqual([1, message]);
});

test('Ctrl-C during the start ends everything that was started', async () => {
  const directory = await temporaryDirectory();
  const base = await freePorts();
  const { child, output } = start(base, directory);
  await eventually(async () => output().includes('Starting the engines') || child.exitCode !== null);
  child.kill('SIGINT');
  await once(child, 'close');
  expect([child.exitCode, output()]).toEqual([0, expect.not.stringContaining('Scrip is ready')]);
  await nothingLeft(base, directory);
});
