import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { requirePort } from '../../infra/local/ports.ts';
import { temporaryDirectory } from './assembly-fixture.ts';
import { eventually } from './eventually.ts';

const description = z.object({
  api: z.url(),
  docs: z.url(),
  issuer: z.url(),
  tokens: z.object({ client: z.jwt(), admin: z.jwt() }),
  sandbox: z.url(),
  curl: z.array(z.string()).length(3),
});

/** The first of eight ports in a row that are free, below those that the system hands out by itself. */
const freeBase = (): Promise<number> =>
  eventually(async () => {
    const base = 20_000 + Math.floor(Math.random() * 1000) * 10;
    const ports = [0, 1, 2, 3, 4, 5, 6, 7].map((offset) => requirePort(base + offset, '', 0));
    const taken = (await Promise.allSettled(ports)).some(({ status }) => status === 'rejected');
    return !taken && base;
  });

const start = (base: number, directory: string): { child: ChildProcess; said: () => string } => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', '..', 'infra', 'local', 'start.ts')],
    {
      env: { ...process.env, SCRIP_PORT: String(base), SCRIP_DATA: directory },
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, said: () => text };
};

test(
  'the deployable stack starts, says where it is, guards its ports and leaves nothing behind',
  { timeout: 90_000 },
  async () => {
    const directory = await temporaryDirectory();
    const base = await freeBase();
    const { child, said } = start(base, directory);
    await eventually(async () => said().includes('Scrip is ready') || child.exitCode !== null, 60_000);
    expect(said()).toContain(`http://127.0.0.1:${base}/v1/docs`);

    const stack = description.parse(JSON.parse(await readFile(join(directory, 'stack.json'), 'utf8')));
    for (const file of ['stack.json', 'secrets.json'])
      expect([file, (await stat(join(directory, file))).mode & 0o777]).toEqual([file, 0o600]);
    const account = `${stack.api}/v1/account`;
    const statusWith = async (token: string) =>
      (await fetch(account, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await statusWith(stack.tokens.client), await statusWith(stack.tokens.admin)]).toEqual([200, 403]);

    const second = start(base, directory);
    await once(second.child, 'close');
    expect([second.child.exitCode, second.said()]).toEqual([
      1,
      expect.stringMatching(/^Port \d+ \(\w+\) is taken: [^\n]+\n$/),
    ]);

    child.kill('SIGKILL');
    await once(child, 'close');
    const ports = [0, 1, 2, 3, 4, 5].map((offset) => requirePort(base + offset, 'left over', 10_000));
    expect(await Promise.all(ports)).toHaveLength(6);
  },
);
