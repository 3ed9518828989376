import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createAccountSpend,
  createAdjustment,
  getAgencyAccount,
  getProfile,
  listAccountEntries,
  listAccounts,
  putMeter,
  putProduct,
  type Client,
} from '@scrip/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newAgency, signedIn } from '../support/cli-agency.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

/** An agency, its command line, and a file `accounts.csv` in the folder that this works in. */
const setUp = async (csv: string) => {
  const { agency, client } = await newAgency(stack.api);
  const cli = await signedIn(stack.api, agency);
  const write = (text: string) => writeFileSync(path.join(cli.folder, 'accounts.csv'), text);
  write(csv);
  const json = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await cli.run([...args, '--json'])).stdout);
  return { client, cli, write, json };
};

const balanceOf = async (client: Client<'agency'>, accountId: string): Promise<number> =>
  (await client.call(getAgencyAccount, { params: { accountId } })).orThrow().balance;

const entriesOf = async (client: Client<'agency'>, accountId: string) =>
  (await client.call(listAccountEntries, { params: { accountId }, query: { order: 'oldest' } })).orThrow()
    .items;

const CSV = `account;balance;expires;class;old_id;name;external_id
alice;100;2099-12-31;paid;C-1;Müller, Anna;A-1
bob;40;;;C-2;;
carol;0;;;C-3;Carol;
`;

test('an import adds each balance once, with the old id as reference, and profiles', async () => {
  const { client, cli, json } = await setUp(CSV);
  const dry = await json('import', 'accounts.csv', '--dry-run');
  expect(dry).toMatchObject({ import: 'accounts', lines: 3, new: 2, paid: 100, promo: 40, done: 0 });
  expect((await client.call(listAccounts)).orThrow().items).toEqual([]);

  expect(await cli.run(['import', 'accounts.csv'])).toMatchObject({ code: 2, stdout: '' });
  expect(await cli.run(['import', 'accounts.csv', '--yes'])).toMatchObject({ code: 0 });
  expect(await entriesOf(client, 'alice')).toMatchObject([
    { number: 1, kind: 'adjustment', amount: 100, reference: 'C-1', note: 'Opening balance' },
  ]);
  const params = { accountId: 'alice' };
  expect((await client.call(getProfile, { params })).orThrow()).toMatchObject({
    name: 'Müller, Anna',
    externalId: 'A-1',
  });
  expect((await client.call(getAgencyAccount, { params })).orThrow()).toMatchObject({
    lots: [{ class: 'paid', credits: 100, expiresAt: '2099-12-31T23:59:59.999Z' }],
  });

  const again = await json('import', 'accounts.csv', '--yes');
  expect(again).toMatchObject({ new: 0, done: 2, posted: 0, alreadyPosted: 2, profiles: 0, profilesKept: 2 });
  expect(await balanceOf(client, 'alice')).toBe(100);
});

const RESTRICTED = `account,balance,class,onlyFor,old_id
alice,100,paid,,C-1
alice,30,promo,meter:calls|product:brushes,C-2
alice,5,promo,category:Brushes,C-3
`;

/** An agency with a meter and a product that has a category. */
const withThings = async (csv: string) => {
  const studio = await setUp(csv);
  const headers = { 'if-none-match': '*' };
  const { client } = studio;
  const meter = { name: 'Calls', unit: 'call', creditsPer: 1, per: 100, entries: 'each' } as const;
  (await client.call(putMeter, { params: { meterId: 'calls' }, headers, body: meter })).orThrow();
  const release = { version: '1.0.0', file: { link: 'https://example.com/brushes.zip' } };
  const variants = [{ id: 'one', name: 'One', price: 5, release }];
  const product = { name: 'Brushes', category: 'Brushes', promotions: [], onSale: true, variants };
  (await client.call(putProduct, { params: { productId: 'brushes' }, headers, body: product })).orThrow();
  return studio;
};

test('credits that are only for some things come with their restriction, and an undo takes exactly them', async () => {
  const { client, cli, json } = await withThings(RESTRICTED);
  const dry = await cli.run(['import', 'accounts.csv', '--dry-run']);
  expect(dry.stdout).toContain('100 paid, 35 promo, 35 of them for some things only');
  expect(await json('import', 'accounts.csv', '--dry-run')).toMatchObject({ new: 3, restricted: 35 });
  expect((await client.call(listAccounts)).orThrow().items).toEqual([]);
  expect(await json('import', 'accounts.csv', '--yes')).toMatchObject({ posted: 3 });
  const account = async () =>
    (await client.call(getAgencyAccount, { params: { accountId: 'alice' } })).orThrow();
  expect(await account()).toMatchObject({
    balance: 135,
    available: 100,
    restricted: expect.arrayContaining([
      { credits: 30, onlyFor: { products: ['brushes'], meters: ['calls'] } },
      { credits: 5, onlyFor: { categories: ['Brushes'] } },
    ]),
  });
  expect(await json('import', 'accounts.csv', '--yes')).toMatchObject({ new: 0, done: 3, posted: 0 });
  expect(await json('import', 'undo', 'accounts', '--yes')).toMatchObject({ reversed: 3, left: [] });
  expect(await account()).toMatchObject({ balance: 0, restricted: [] });
});

test('an import that restricts credits to what the agency does not have names each, and sends nothing', async () => {
  const { client, cli } = await withThings(
    `${RESTRICTED}bob,5,promo,meter:brushes|service:cut,C-4\nbob,1,promo,category:brushes,C-5\n`,
  );
  for (const how of ['--dry-run', '--yes']) {
    const refused = await cli.run(['import', 'accounts.csv', how]);
    expect(refused).toMatchObject({ code: 5, stdout: '' });
    expect(refused.stderr).toContain(
      "line 5, only_for: there is no service 'cut'\nline 5, only_for: there is no meter 'brushes'\n" +
        "line 6, only_for: there is no category 'brushes'\n",
    );
  }
  expect((await client.call(listAccounts)).orThrow().items).toEqual([]);
});

test('a line whose amount was edited after its import is refused, and nothing is sent', async () => {
  const { client, cli, write } = await setUp(CSV);
  await cli.run(['import', 'accounts.csv', '--yes']);
  write(CSV.replace('alice;100', 'alice;101').concat('dave;5;;;C-4;;\n'));
  const refused = await cli.run(['import', 'accounts.csv', '--yes']);

  expect(refused).toMatchObject({ code: 5, stdout: '' });
  expect(refused.stderr).toMatch(/line 2: .*idempotency_key_reused/);
  expect((await client.call(listAccounts)).orThrow().items).toHaveLength(2);
});

test('a wrong line is named, and nothing is sent', async () => {
  const { client, cli, json } = await setUp('account,balance\nalice,10\nbob,ten\ncarol,-1\n');
  const refused = await cli.run(['import', 'accounts.csv', '--yes']);

  expect(refused).toMatchObject({ code: 5, stdout: '' });
  expect(refused.stderr).toContain('line 3, balance: must be a whole number');
  expect(refused.stderr).toContain('line 4, balance: ');
  expect(await json('import', 'accounts.csv', '--dry-run')).toMatchObject({
    bad: [{ line: 3 }, { line: 4 }],
  });
  expect((await client.call(listAccounts)).orThrow().items).toEqual([]);
});

/** An import of many lines that is killed in the middle. */
const killInTheMiddle = async (signal: 'SIGINT' | 'SIGKILL') => {
  const rows = Array.from({ length: LINES }, (_, index) => `customer-${index},${index + 1}`);
  const { client, cli, json } = await setUp(['account,balance', ...rows].join('\n'));
  const killed = cli.start(['import', 'accounts.csv', '--yes']);
  await killed.shows(`50 of ${LINES} lines imported`);
  await killed.end(signal);
  const accounts = () => Array.fromAsync(client.list(listAccounts, { query: { limit: 100 } }));
  expect((await accounts()).length).toBeLessThan(LINES);
  return { client, cli, json, accounts };
};

const LINES = 160;

test('an import that was killed goes on where it ended, and counts nothing twice', async () => {
  const { cli, accounts } = await killInTheMiddle('SIGKILL');

  expect(await cli.run(['import', 'accounts.csv', '--yes'])).toMatchObject({ code: 0 });
  const all = await accounts();
  expect(all).toHaveLength(LINES);
  expect(all.every(({ entries }) => entries === 1)).toBe(true);
  expect(all.reduce((sum, { balance }) => sum + balance, 0)).toBe((LINES * (LINES + 1)) / 2);
  expect(await cli.run(['audit'])).toMatchObject({ code: 0 });
});

test('an import that Ctrl-C ended is taken back as far as it came', async () => {
  const { client, cli, json, accounts } = await killInTheMiddle('SIGINT');
  const imported = await accounts();
  const missing = Array.from({ length: LINES }, (_, index) => `customer-${index}`).find(
    (name) => !imported.some(({ account }) => account === name),
  );
  const body = { type: 'in', amount: 500, reason: 'A gift', create: true } as const;
  (await client.call(createAdjustment, { params: { accountId: missing ?? '' }, body })).orThrow();

  expect(await json('import', 'undo', 'accounts', '--yes')).toMatchObject({
    reversed: imported.length,
    neverImported: LINES - imported.length,
    left: [],
  });
  expect((await accounts()).filter(({ balance }) => balance > 0)).toMatchObject([
    { account: missing, balance: 500 },
  ]);
  expect(await cli.run(['import', 'undo', 'unknown', '--yes'])).toMatchObject({ code: 1 });
});

test('an import is taken back as one; what was spent, or would be other credits, is left and named', async () => {
  const { client, cli, json } = await setUp(`account,balance,class,expires,old_id
untouched,10,promo,,1
untouched,20,paid,2099-12-31,2
spent,10,promo,,3
topped-up,10,paid,,4
late,10,promo,,5
`);
  await cli.run(['import', 'accounts.csv', '--yes']);
  const spend = { amount: 3, reference: 'order' };
  (await client.call(createAccountSpend, { params: { accountId: 'spent' }, body: spend })).orThrow();
  const give = async (accountId: string) => {
    const body = { type: 'in', amount: 50, reason: 'A gift', class: 'promo' } as const;
    (await client.call(createAdjustment, { params: { accountId }, body })).orThrow();
  };
  // Spent, but covered by other credits: those must not be taken instead.
  for (const account of ['spent', 'topped-up']) await give(account);

  const dry = await json('import', 'undo', 'accounts', '--dry-run');
  const left = [
    { account: 'spent', line: 4 },
    { account: 'topped-up', line: 5 },
  ];
  expect(dry).toMatchObject({ dryRun: true, reversed: 3, left });
  expect(await balanceOf(client, 'untouched')).toBe(30);
  const undone = await cli.run(['import', 'undo', 'accounts', '--yes', '--json']);
  expect(undone.code).toBe(5);
  expect(JSON.parse(undone.stdout)).toMatchObject({ reversed: 3, reversedBefore: 0, left });
  expect(await balanceOf(client, 'untouched')).toBe(0);
  expect(await balanceOf(client, 'late')).toBe(0);
  expect(await balanceOf(client, 'spent')).toBe(57);
  expect(await balanceOf(client, 'topped-up')).toBe(60);

  // Again: nothing more goes, whatever came in since.
  await give('late');
  expect(await json('import', 'undo', 'accounts', '--yes')).toMatchObject({
    reversed: 0,
    reversedBefore: 3,
    left,
  });
  expect(await balanceOf(client, 'late')).toBe(50);
  expect(await cli.run(['audit'])).toMatchObject({ code: 0 });
});
