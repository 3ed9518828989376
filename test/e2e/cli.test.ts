import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import * as z from 'zod';
import { createAdjustment, getBooks, getBooksStatement, listAccountEntries } from '@scrip/client';
import { instant } from '../../shared/kernel/clock.ts';
import { routes } from '../../shared/http/routes.ts';
import { dayAt } from '../../shared/kernel/days.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { entryKey } from '../../shared/table/keys.ts';
import { adminOf } from '../support/admin.ts';
import { newAgency, signedIn } from '../support/cli-agency.ts';
import { AGENCY_SCOPE, cliFor } from '../support/cli.ts';
import { customerWith, newCustomer } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { setField } from '../support/damage.ts';
import { ledgerAt } from '../support/ledger.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

describe('signing in', () => {
  test('with a key from a pipe keeps it in a file of its owner, and no output shows it', async () => {
    const { key, id, name } = await (await adminOf(stack.api)).apiKey();
    const cli = cliFor();
    const login = await cli.run(['login', '--api', stack.api, '--key', '--profile', 'demo'], {
      input: `${key}\n`,
    });

    expect(login).toMatchObject({ code: 0, stderr: '' });
    const file = path.join(cli.folder, 'scrip', 'credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const who = await cli.run(['whoami', '--json']);
    expect(JSON.parse(who.stdout)).toMatchObject({
      profile: 'demo',
      kind: 'api_key',
      agency: 'demo',
      id,
      keyName: name,
      scopes: ['agency:read', 'agency:write'],
    });
    expect(login.stdout + who.stdout + who.stderr).not.toContain(key);
    expect((await cli.run(['token'])).stdout).toBe(`${key}\n`);

    expect((await cli.run(['logout'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain(key);
    expect(await cli.run(['whoami'])).toMatchObject({ code: 3, stdout: '' });
  });

  test('with a key that is false keeps nothing', async () => {
    const cli = cliFor();
    const login = await cli.run(['login', '--api', stack.api, '--key', '--json'], {
      input: 'scrip_key_false',
    });

    expect(login.code).toBe(3);
    expect(JSON.parse(login.stdout)).toMatchObject({ error: { code: 'unauthorized' } });
    expect((await cli.run(['profiles', '--json'])).stdout).toBe('[]\n');
  });

  test('by browser returns to this machine with PKCE, and renews what is over', async () => {
    const { issuer } = inject('deployment');
    const cli = cliFor();
    const who = ['agency=demo', `scope=${AGENCY_SCOPE}`, 'subject=ada'].flatMap((one) => [
      '--parameter',
      one,
    ]);
    const where = ['--api', stack.api, '--issuer', issuer, '--client-id', 'cli'];
    const login = cli.start(['login', ...where, '--no-browser', ...who]);
    await login.shows(/http:\S+code_challenge=\S+/);
    const [page = ''] = /http:\S+/.exec(login.output.stderr) ?? [];
    expect(new URL(page).searchParams.get('code_challenge_method')).toBe('S256');
    // What a browser does: the issuer redirects it to the loopback address.
    expect(await (await fetch(page)).text()).toContain('You are signed in.');
    expect(await login.closed).toMatchObject({ code: 0 });
    const whoami = async (): Promise<unknown> => JSON.parse((await cli.run(['whoami', '--json'])).stdout);
    expect(await whoami()).toMatchObject({ kind: 'person', subject: 'ada', scopes: AGENCY_SCOPE.split(' ') });

    const file = path.join(cli.folder, 'scrip', 'credentials.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"expiresAt": \d+/, '"expiresAt": 0'));
    expect(await whoami()).toMatchObject({ kind: 'person', subject: 'ada' });
    expect(readFileSync(file, 'utf8')).not.toContain('"expiresAt": 0');
  });

  test('chooses among several profiles', async () => {
    const cli = cliFor();
    for (const agency of ['demo', 'other']) {
      const { key } = await (await adminOf(stack.api, agency)).apiKey();
      await cli.run(['login', '--api', stack.api, '--key', '--profile', agency], { input: key });
    }
    const who = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await cli.run(['whoami', '--json', ...args])).stdout);

    expect(await who()).toMatchObject({ agency: 'other' });
    expect(await who('--profile', 'demo')).toMatchObject({ agency: 'demo' });
    expect((await cli.run(['use', 'demo'])).code).toBe(0);
    expect(await who()).toMatchObject({ agency: 'demo' });
    expect(await cli.run(['use', 'nobody'])).toMatchObject({ code: 1 });
  });

  test('refuses to send a credential in clear', async () => {
    expect(await cliFor().run(['login', '--api', 'http://example.com', '--key'])).toMatchObject({ code: 2 });
  });
});

describe('a failure', () => {
  test('names the missing scope and what to do, for people and for programs', async () => {
    const cli = await signedIn(stack.api, 'demo', 'agency:write');
    const said = await cli.run(['audit']);

    expect(said).toMatchObject({ code: 3, stdout: '' });
    expect(said.stderr).toContain('agency:read');
    expect(said.stderr).toContain('missing_scope');
    expect(JSON.parse((await cli.run(['audit', '--json'])).stdout)).toMatchObject({
      error: {
        code: 'missing_scope',
        status: 403,
        documentation: `${stack.api}/v1/docs/errors#missing_scope`,
      },
    });
  });

  test('without an answer has an exit code of its own', async () => {
    const cli = cliFor({ SCRIP_API: 'http://127.0.0.1:9', SCRIP_KEY: 'any' });

    expect(await cli.run(['whoami'])).toMatchObject({ code: 4 });
  });

  test.each([
    [['whoami', '--unknown']],
    [['use']],
    [['token', 'more']],
    [['unknown']],
    [['login', '--port', 'x']],
  ])('of the command line %j is a usage error', async (args) => {
    const { code, stdout, stderr } = await cliFor().run(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error ');
  });
});

test('budgets lists who spends from an account, and set changes the limits that are named', async () => {
  const { account, call } = await newCustomer(stack.api);
  const { body } = await call(routes.createSpender, {
    headers: { 'idempotency-key': 'one' },
    body: { name: 'Agent', kind: 'agent', limits: { perCall: 5, perDay: 50 }, above: 'ask' },
  });
  const { id } = routes.createSpender.responses[201].body.parse(body);
  const cli = await signedIn(stack.api);
  expect((await cli.run(['budgets', account])).stdout).toMatch(
    new RegExp(`${id}.*Agent.*0 of 50.*0 of any.*5`),
  );
  const set = ['budgets', 'set', account, id, '--per-day', '60', '--per-call', 'none', '--json'];
  expect(JSON.parse((await cli.run(set)).stdout)).toMatchObject({ limits: { perDay: 60 }, above: 'ask' });
  expect(await cli.run(['budgets', 'set', account, id, '--per-day', 'many'])).toMatchObject({ code: 2 });
  expect(await cli.run(['budgets', 'set', account, id])).toMatchObject({ code: 2 });
});

test('spender-keys makes a key that is shown once and spends within the budget, lists it, and revokes it', async () => {
  const { account, call } = await customerWith100();
  const newSpender = async (name: string): Promise<string> => {
    const headers = { 'idempotency-key': name };
    const body = { name, kind: 'agent', limits: { perDay: 30 } };
    return routes.createSpender.responses[201].body.parse(
      (await call(routes.createSpender, { headers, body })).body,
    ).id;
  };
  const [spender, other] = [await newSpender('Agent'), await newSpender('Robot')];
  const cli = await signedIn(stack.api);
  const create = ['spender-keys', 'create', account, spender, '--name', 'deploy-agent'];
  expect(await cli.run(['spender-keys', account])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'no keys\n',
  });
  const made = await cli.run([...create, '--expires', '2099-12-31']);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^scrip_spender_demo_\S+\n$/) });
  const [id = ''] = /^key_\w+/.exec(made.stderr) ?? [];
  const agent = customerWith(stack.api, made.stdout.trim());
  expect(await agent.spend(20)).toMatchObject({ status: 201 });
  expect(await agent.spend(20)).toMatchObject({ status: 402, body: { code: 'budget_exceeded' } });
  const listed = await cli.run(['spender-keys', account]);
  expect(listed.stdout).toMatch(new RegExp(`${id} +${spender} +deploy-agent .*2099-12-31T23:59:59.999Z`));
  expect(listed.stdout).not.toContain(made.stdout.trim());
  expect((await cli.run(['spender-keys', account, '--spender', other, '--json'])).stdout).toBe('[]\n');

  expect(await cli.run(['spender-keys', 'revoke', account, id])).toMatchObject({
    code: 0,
    stdout: `revoked ${id}\n`,
  });
  expect(await cli.run(['spender-keys', 'revoke', account, id])).toMatchObject({ code: 1, stdout: '' });
  expect((await cli.run(['spender-keys', account, '--json'])).stdout).toBe('[]\n');
});

test('an API key makes no key of a spender, and what is typed wrong is said before anything is sent', async () => {
  const { key } = await (await adminOf(stack.api)).apiKey();
  const refused = await cliFor({ SCRIP_API: stack.api, SCRIP_KEY: key }).run(
    'spender-keys create alice spd_4f1c --name agent'.split(' '),
  );

  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/person_required[^]*scrip login/);
  const cli = await signedIn(stack.api);
  for (const wrong of [
    'spender-keys create alice spd_4f1c',
    'spender-keys create alice spd_4f1c --name agent --expires soon',
    'spender-keys revoke alice',
  ])
    expect(await cli.run(wrong.split(' '))).toMatchObject({ code: 2, stdout: '' });
});

test('approvals lists what a spender asked for beyond its budget', async () => {
  const { account, call } = await customerWith100();
  const { session } = await adminOf(stack.api);
  const body = { name: 'Agent', kind: 'agent', limits: { perDay: 5 }, above: 'ask' };
  const made = await call(routes.createSpender, { headers: { 'idempotency-key': 'one' }, body });
  const { id: spender } = routes.createSpender.responses[201].body.parse(made.body);
  const { token } = await session(account, { spender });
  expect(await customerWith(stack.api, token).spend(20, 'beyond')).toMatchObject({ status: 402 });
  const cli = await signedIn(stack.api);
  const line = new RegExp(`${account} +${spender} +open +spend +20 +order-1`);
  expect((await cli.run(['approvals', account])).stdout).toMatch(line);
  expect((await cli.run(['approvals', '--status', 'open'])).stdout).toMatch(line);
  expect(await cli.run(['approvals', account, '--status', 'declined'])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'no approvals\n',
  });
  expect(await cli.run(['approvals', '--status', 'lost'])).toMatchObject({ code: 2 });
});

test('books prints every line of a month, also as CSV, and liability agrees with its closing', async () => {
  const { agency, client } = await newAgency(stack.api);
  const cli = await signedIn(stack.api, agency);
  const body = { type: 'in', amount: 70, class: 'promo', reason: 'Welcome', create: true } as const;
  const added = await client.call(createAdjustment, { params: { accountId: 'alice' }, body });
  await vi.waitFor(async () => {
    expect((await cli.run(['liability'])).stdout).toMatch(/^now +70 +0 +70 +0 +0 +-$/m);
    expect((await cli.run(['books'])).stdout).toMatch(/^closing +70 +0 +70 +0 +0 +-$/m);
  }, PATIENCE);
  const { month, timeZone } = (await client.call(getBooks)).orThrow();
  const printed = (await cli.run(['books', month])).stdout;
  expect(printed).toMatch(/^granted +70 /m);
  const found = await client.call(getBooks, { query: { month } });
  const lines = Object.entries(found.orThrow()).filter(([, one]) => Object.hasOwn(Object(one), 'unpriced'));
  expect(printed.split('\n').filter((line) => /( +\d+){5}/.test(line))).toHaveLength(lines.length);
  const day = dayAt(timeZone, Date.parse(added.orThrow().entry.at));
  const statement = (await client.call(getBooksStatement, { query: { month } })).orThrow();
  expect(statement).toMatch(new RegExp(`${month},closing,70,0,70`));
  expect((await cli.run(['books', month, '--csv'])).stdout).toBe(statement);
  expect((await cli.run(['liability', day])).stdout).toMatch(new RegExp(`^${day} +70 +0 +70`, 'm'));
  expect(await cli.run(['books', 'October'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('/month: must be a month in the form 2026-01'),
  });
});

/** A customer of the demo agency with 100 credits. */
const customerWith100 = async () => {
  const customer = await newCustomer(stack.api);
  const { call } = await adminOf(stack.api);
  const params = { accountId: customer.account };
  const body = { type: 'in', amount: 100, class: 'paid', reason: 'Opening balance', create: true };
  const headers = { 'idempotency-key': 'opening' };
  expect(await call(routes.createAdjustment, { params, headers, body })).toMatchObject({ status: 201 });
  return customer;
};

test('holds sets credits aside, spends a part in two captures under a key each, and gives the rest back', async () => {
  const { account, balance } = await customerWith100();
  const cli = await signedIn(stack.api);
  const json = async (args: string[]): Promise<unknown> =>
    JSON.parse((await cli.run([...args, '--json'])).stdout);
  const create = ['holds', 'create', account, '50', '--reference', 'job-1', '--key', 'job-1'];
  expect((await cli.run([...create, '--dry-run'])).stdout).toMatch(/100 +50 +50 +0$/m);
  expect(await json(['holds', account])).toEqual([]);
  const made = z.object({ id: z.string() });
  const { id } = made.parse(await json(create));
  expect(await json(create)).toMatchObject({ id, held: 50 });
  const capture = ['holds', 'capture', account, id];
  expect((await cli.run([...capture, '10', '--keep-open', '--key', 'a'])).stdout).toMatch(
    /^spent 10, .* 40$/m,
  );
  expect((await cli.run([...capture, '10', '--keep-open', '--key', 'a'])).stdout).toMatch(/ 40$/m);
  expect(await cli.run([...capture, '41'])).toMatchObject({ code: 1, stdout: '' });
  expect((await cli.run(['holds', account, '--status', 'open'])).stdout).toMatch(
    new RegExp(`${id} +open +agency +40 +10 +job-1`),
  );
  expect((await cli.run([...capture, '30', '--dry-run'])).stdout).toContain('would post capture: -30');
  expect((await cli.run(['holds', 'release', account, id, '--dry-run'])).stdout).toMatch(/90 +90 +0 +0$/m);
  expect(await json(['holds', 'release', account, id])).toMatchObject({ status: 'released' });
  expect((await cli.run(['holds', 'show', account, id])).stdout).toMatch(/released[^]*spent 10, entry 2/);
  expect(await balance()).toBe(90);
  for (const wrong of [
    ['holds', account, '--status', 'lost'],
    ['holds', 'create', account, 'many', '--reference', 'job-1'],
    ['holds', 'create', account, '5'],
  ])
    expect(await cli.run(wrong)).toMatchObject({ code: 2, stdout: '' });
});

test('orders lists, finishes for the price that is named, and cancels', async () => {
  const { account, call, balance } = await customerWith100();
  const order = async (): Promise<string> => {
    const { body } = await call(routes.createOrder, {
      params: { serviceId: 'illustration' },
      headers: { 'idempotency-key': randomId('key') },
      body: { credits: 60 },
    });
    return routes.createOrder.responses[201].body.parse(body).id;
  };
  const cli = await signedIn(stack.api);
  const first = await order();
  expect((await cli.run(['orders', 'done', account, first, '40', '--dry-run'])).stdout).toMatch(
    /60 +60 +0 +0$/m,
  );
  expect((await cli.run(['orders', account, '--status', 'new'])).stdout).toMatch(
    new RegExp(`${first} +${account} +Illustration +new +60 +held`),
  );
  expect((await cli.run(['orders', 'done', account, first, '40'])).stdout).toMatch(/done +60 +paid/);
  expect(await balance()).toBe(60);
  const second = await order();
  expect(JSON.parse((await cli.run(['orders', '--lines', '1', '--json'])).stdout)).toHaveLength(1);
  expect((await cli.run(['orders', 'cancel', account, second])).stdout).toMatch(/cancelled +60 +returned/);
  expect((await cli.run(['orders', 'show', account, second])).stdout).toContain('cancelled');
  expect(await balance()).toBe(60);
  expect(await cli.run(['orders', 'done', account, second])).toMatchObject({ code: 1, stdout: '' });
});

test('transfer sends credits once under a key, and shows before what it would do', async () => {
  const [sender, recipient] = [await customerWith100(), await customerWith100()];
  const cli = await signedIn(stack.api);
  const send = ['transfer', sender.account, recipient.account, '30', '--key', 'birthday'];
  const planned = await cli.run([...send, '--dry-run']);
  expect(planned.stdout).toMatch(/would post transfer: -30\n[^]*70 +70 +0 +0$/m);
  for (const _ of [1, 2])
    expect((await cli.run(send)).stdout).toMatch(/^sent 30 as .*, entry 2, balance 70$/m);
  expect([await sender.balance(), await recipient.balance()]).toEqual([70, 130]);
  expect(await cli.run(['transfer', sender.account, recipient.account, '71'])).toMatchObject({ code: 1 });
});

test('merge says what would be, asks, merges once, and says what stands in the way', async () => {
  const { agency, client } = await newAgency(stack.api);
  const give = async (accountId: string, amount: number) => {
    const body = { type: 'in', amount, reason: 'test', create: true } as const;
    (await client.call(createAdjustment, { params: { accountId }, body })).orThrow();
  };
  await give('bob', 20);
  await give('alice', 7);
  const cli = await signedIn(stack.api, agency);
  const merge = (...more: string[]) => cli.run(['merge', 'bob', ...more]);
  expect(await merge()).toMatchObject({ code: 2 });
  expect(await merge('--into', 'nobody', '--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('unknown_account'),
  });
  expect(await merge('--into', 'alice', '--dry-run')).toMatchObject({
    code: 0,
    stdout: 'alice would have 27 credits and a debt of 0\n',
  });
  expect(await merge('--into', 'alice')).toMatchObject({ code: 2, stdout: '' });
  const merged = await merge('--into', 'alice', '--yes', '--json');
  expect(JSON.parse(merged.stdout)).toEqual({ account: 'bob', into: 'alice' });
  expect(await merge('--into', 'alice')).toMatchObject({
    code: 0,
    stdout: 'bob has merged into alice already\n',
  });
  expect(await cli.run(['merge', 'alice', '--into', 'bob', '--yes'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('account_merged'),
  });
});

describe('audit', () => {
  test('reads every account, and fails where something is wrong', async () => {
    const { agency, client } = await newAgency(stack.api);
    const cli = await signedIn(stack.api, agency);
    const account = 'customer/1';
    for (const accountId of [account, 'beta']) {
      const body = { type: 'in', amount: 10, reason: 'Opening balance', create: true } as const;
      (await client.call(createAdjustment, { params: { accountId }, body })).orThrow();
    }

    const agrees = await cli.run(['audit']);
    expect(agrees).toMatchObject({ code: 0, stdout: '' });
    expect(agrees.stderr).toContain('2 accounts, 2 entries, no findings');
    const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
    const params = { accountId: account };
    const { items } = (await client.call(listAccountEntries, { params })).orThrow();
    const at = instant(Date.parse(items[0]?.at ?? ''));
    await setField(ledger, entryKey({ agency, account }, { at, number: 1 }), 'amount', 999);
    const found = await cli.run(['audit', account, '--json']);
    expect(found.code).toBe(5);
    expect(JSON.parse(found.stdout)).toMatchObject({ account, checked: 1 });
    expect(JSON.parse(found.stdout)).not.toMatchObject({ findings: [] });
    const all = await cli.run(['audit']);
    expect(all.code).toBe(5);
    expect(all.stdout).toContain(`finding ${account}: `);
  });
});
