import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { entryKey, transferKey } from '../../shared/table/keys.ts';
import { lotsToStore } from '../../shared/table/items/lot.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { clientHandler } from '../support/account-handler.ts';
import { agencyHandler } from '../support/agency-handler.ts';
import { call, type Call } from '../support/api.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';

const give = (ref: AccountRef, amount: number) =>
  move(ledger, ref, { type: 'credit', kind: 'adjustment', reference: 'a', amount, class: 'paid' });

let now = Date.parse('2026-03-01T12:00:00.000Z');
const later = instant(now + 9 * 86_400_000);

const ledger: Ledger = openTestLedger({ now: () => now });
const customers = clientHandler(ledger);
const staff = agencyHandler(ledger);

const settings = { transfers: { promo: false } };

/** Customers of one agency. Alice has 100 paid credits, 20 of which expire, and 30 promo credits that expire as well. */
const setUp = async (more: Partial<Settings> = settings) => {
  const { agency } = await accountOfOpenAgency(ledger, more);
  const [alice, bob, carol] = [
    { agency, account: 'alice' },
    { agency, account: 'bob' },
    { agency, account: 'carol' },
  ];
  await give(alice, 80);
  await move(
    ledger,
    alice,
    { type: 'credit', kind: 'adjustment', reference: 'a', amount: 20, class: 'paid', expiresAt: later },
    { type: 'credit', kind: 'adjustment', reference: 'b', amount: 30, class: 'promo', expiresAt: later },
  );
  await give(bob, 10);
  await give(carol, 1);
  await move(ledger, carol, { type: 'debit', kind: 'adjustment', reference: 'a', amount: 1 });
  const asAgency = (route: Parameters<typeof call>[1], request: Call) =>
    call(staff, route, { caller: { agency, actor: 'admin' }, ...request });
  return {
    agency,
    alice,
    bob,
    carol,
    asAgency,
    send: (from: AccountRef, to: object, amount: number, key = 'k', { headers }: Call = {}) =>
      call(customers, accountRoutes.createTransfer, {
        caller: from,
        headers: { 'idempotency-key': key, ...headers },
        body: { to, amount, note: 'Happy birthday' },
      }),
    profile: (accountId: string, body: object) =>
      asAgency(agencyRoutes.putProfile, { params: { accountId }, body }),
  };
};

const to = ({ account }: AccountRef) => ({ account });

const findings = async (ref: AccountRef, at = now + 3_600_000) => {
  const audited = await auditLedger({ ...ledger, now: () => at }, ref, () => true);
  return audited.ok ? audited.value.findings : audited.error;
};

test('a transfer keeps class and expiry, says where its credits came from, and audits clean on both sides', async () => {
  const { alice, bob, send, profile } = await setUp();
  await profile('alice', { name: 'Alice A.', email: 'alice@example.com' });
  const answer = await send(alice, to(bob), 50);
  expect(answer).toMatchObject({
    status: 201,
    body: {
      entry: { type: 'out', kind: 'transfer', amount: 50, balance: 80, label: 'bob', note: 'Happy birthday' },
    },
  });
  expect(await readAccount(ledger, alice)).toMatchObject({ balance: 80, debt: 0 });
  const lots = (await readAccount(ledger, bob)).lots;
  expect(lots.map(({ id: _, ...lot }) => lot)).toEqual([
    { class: 'paid', amount: 20, expiresAt: later, origin: { account: 'alice', lot: 2 } },
    { class: 'paid', amount: 10 },
    { class: 'paid', amount: 30, origin: { account: 'alice', lot: 1 } },
  ]);
  const [, received] = await entriesOf(ledger, bob);
  expect(received).toMatchObject({
    type: 'in',
    kind: 'transfer',
    amount: 50,
    balance: 60,
    label: 'Alice A.',
    note: 'Happy birthday',
    reference: answer.body['id'],
  });
  expect(await findings(alice)).toEqual([]);
  expect(await findings(bob)).toEqual([]);
});

test('neither side reads the other’s account id, and no chain of hashes shows where credits came from', async () => {
  const { alice, bob, send, profile } = await setUp();
  await profile('bob', { name: 'Robert', externalId: 'C-7' });
  expect(await send(alice, { externalId: 'C-7' }, 5)).toMatchObject({
    status: 201,
    body: { entry: { label: 'C-7' } },
  });
  await send(bob, to(alice), 2, 'back');
  const read = async (caller: AccountRef, route: Parameters<typeof call>[1]) =>
    JSON.stringify((await call(customers, route, { caller })).body);
  for (const route of [accountRoutes.listEntries, accountRoutes.listChain, accountRoutes.getAccount]) {
    expect(await read(bob, route)).not.toContain('"alice"}');
    expect(await read(bob, route)).not.toMatch(/origin|"account":"alice"/);
    expect(await read(alice, route)).not.toMatch(/origin|"account":"bob"|Robert"},{"number":1/);
  }
});

test('credits that come back are in the lot again that they left', async () => {
  const { alice, bob, carol, send } = await setUp();
  await send(alice, to(bob), 50);
  await send(bob, to(carol), 60);
  expect((await readAccount(ledger, carol)).lots.map(({ origin }) => origin)).toEqual([
    { account: 'alice', lot: 2 },
    { account: 'bob', lot: 1 },
    { account: 'alice', lot: 1 },
  ]);
  await send(carol, to(alice), 60);
  expect((await readAccount(ledger, alice)).lots).toEqual([
    { id: 3, class: 'promo', amount: 30, expiresAt: later },
    { id: 2, class: 'paid', amount: 20, expiresAt: later },
    { id: 1, class: 'paid', amount: 80 },
    { id: 5, class: 'paid', amount: 10, origin: { account: 'bob', lot: 1 } },
  ]);
  for (const ref of [alice, bob, carol]) expect(await findings(ref)).toEqual([]);
});

test('promo credits can be sent only where the agency says so', async () => {
  const { alice, bob, send } = await setUp();
  expect(await send(alice, to(bob), 101)).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 100, shortfall: 1 },
  });
  const generous = await setUp({ transfers: { promo: true } });
  expect(await generous.send(generous.alice, to(generous.bob), 101)).toMatchObject({ status: 201 });
});

test('transfers are off unless the agency switches them on', async () => {
  const { alice, bob, send, asAgency } = await setUp({});
  expect(await send(alice, to(bob), 1)).toMatchObject({ status: 409, body: { code: 'transfers_disabled' } });
  expect(
    await asAgency(agencyRoutes.createAccountTransfer, {
      params: { accountId: 'alice' },
      headers: { 'idempotency-key': 'k' },
      body: { to: to(bob), amount: 1 },
    }),
  ).toMatchObject({ status: 409, body: { code: 'transfers_disabled' } });
});

test('an unknown, a foreign, an ambiguous and one’s own name are answered alike, and nothing moves', async () => {
  const { alice, send, profile } = await setUp();
  const foreign = await accountOfOpenAgency(ledger, settings);
  await give({ ...foreign, account: 'mallory' }, 5);
  await profile('carol', { externalId: 'same' });
  await profile('dave', { externalId: 'same' });
  await profile('erin', { externalId: 'c-9' });
  for (const name of [
    { account: 'nobody' },
    { account: 'mallory' },
    { account: 'alice' },
    { externalId: 'nothing' },
    { externalId: 'same' },
    { externalId: 'C-9' },
    { externalId: 'c-' },
  ])
    expect(await send(alice, name, 1)).toMatchObject({ status: 404, body: { code: 'recipient_not_found' } });
  expect(await readAccount(ledger, alice)).toMatchObject({ balance: 130, version: 2 });
});

test('a profile alone is a recipient: the account begins with what it receives', async () => {
  const { agency, alice, send, profile } = await setUp();
  await profile('dave', { externalId: 'C-9' });
  expect(await send(alice, { externalId: 'C-9' }, 7)).toMatchObject({ status: 201 });
  expect(await readAccount(ledger, { agency, account: 'dave' })).toMatchObject({
    balance: 7,
    entries: 1,
    version: 1,
  });
});

test('the same key sends once, also after the credits are gone and the name means nobody', async () => {
  const { alice, send, profile, asAgency } = await setUp();
  await profile('dave', { externalId: 'C-9' });
  const first = await send(alice, { externalId: 'C-9' }, 100);
  await asAgency(agencyRoutes.deleteProfile, { params: { accountId: 'dave' } });
  expect(await send(alice, { externalId: 'C-9' }, 100)).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
    body: first.body,
  });
  expect(await send(alice, { externalId: 'C-9' }, 99)).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  expect(await readAccount(ledger, alice)).toMatchObject({ balance: 30 });
});

test('a dry run says what the sender would have, and writes nothing', async () => {
  const { alice, bob, send } = await setUp();
  const answer = await send(alice, to(bob), 50, 'k', { headers: { prefer: 'dry-run' } });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      dryRun: true,
      balance: 80,
      entries: [{ kind: 'transfer', amount: 50, lots: [{ credits: 20 }, { credits: 30 }] }],
    },
  });
  expect(await readAccount(ledger, bob)).toMatchObject({ balance: 10, version: 1 });
});

test('staff send on behalf of an account, under keys of their own, and the audit log keeps it', async () => {
  const { alice, bob, send, asAgency } = await setUp();
  await send(alice, to(bob), 5);
  const answer = await asAgency(agencyRoutes.createAccountTransfer, {
    params: { accountId: 'alice' },
    headers: { 'idempotency-key': 'k' },
    body: { to: to(bob), amount: 7 },
  });
  expect(answer).toMatchObject({ status: 201, body: { entry: { amount: 7, balance: 118 } } });
  const { body } = await asAgency(agencyRoutes.listChanges, { query: { kind: 'transfer' } });
  expect(body).toMatchObject({ items: [{ actor: 'admin', kind: 'transfer', recordId: answer.body['id'] }] });
});

test('an account in debt sends nothing, and what it receives pays the debt first', async () => {
  const { alice, bob, send } = await setUp();
  await leaveInDebt(ledger, bob, 40);
  expect(await send(bob, to(alice), 1)).toMatchObject({ body: { code: 'account_in_debt', debt: 30 } });
  await send(alice, to(bob), 50);
  expect(await readAccount(ledger, bob)).toMatchObject({
    balance: 20,
    debt: 0,
    lots: [{ amount: 20, origin: { account: 'alice', lot: 1 } }],
  });
  expect(await findings(bob)).toEqual([]);
});

test('senders cannot fill an account up: past 64 lots of others it receives no more, and still buys credits', async () => {
  const { agency, bob } = await setUp();
  const give64 = async (count: number) => {
    for (let place = 0; place < count; place += 1) {
      const from = { agency, account: `sender-${place}` };
      await give(from, 1);
      const sent = await sendCredits(
        ledger,
        customerOf({ ...from, spender: undefined }),
        { to: to(bob), amount: 1 },
        'k',
      );
      if (!sent.ok) return sent.error;
    }
    return undefined;
  };
  expect(await give64(64)).toBeUndefined();
  expect(await give64(65)).toEqual({ code: 'recipient_full' });
  await give(bob, 5);
  expect(await readAccount(ledger, bob)).toMatchObject({ balance: 79 });
});

test.each([
  ['sender', (alice: AccountRef, _bob: AccountRef) => alice],
  ['recipient', (_alice: AccountRef, bob: AccountRef) => bob],
])('a lost race on the account of the %s reads and plans both again', async (_, loser) => {
  const { alice, bob } = await setUp();
  const late = ledgerWhereMeanwhile(() => give(loser(alice, bob), 1), { now: () => now });
  const sent = await sendCredits(
    late,
    customerOf({ ...alice, spender: undefined }),
    { to: to(bob), amount: 60 },
    'k',
  );
  expect(sent).toMatchObject({ ok: true, value: { replayed: false } });
  const balances = [await readAccount(ledger, alice), await readAccount(ledger, bob)].map(
    ({ balance }) => balance,
  );
  expect(balances.reduce((sum, balance) => sum + balance)).toBe(141);
  for (const ref of [alice, bob]) expect(await findings(ref)).toEqual([]);
});

test('the audit finds credits whose origin was altered, though no hash is over it, and a transfer without its other side', async () => {
  const { alice, bob, send } = await setUp();
  await send(alice, to(bob), 50);
  const [, received] = await entriesOf(ledger, bob);
  const [, , , sent] = await entriesOf(ledger, alice);
  if (!received || !sent) throw new Error('two entries');
  const { client, name: TableName } = ledger.table;
  const lots = received.lots.map((lot) => ({
    ...lot,
    ...(lot.origin && { origin: { ...lot.origin, lot: 9 } }),
  }));
  await client.send(
    new UpdateCommand({
      TableName,
      Key: entryKey(bob, received),
      UpdateExpression: 'SET lots = :lots',
      ExpressionAttributeValues: { ':lots': lotsToStore(lots) },
    }),
  );
  expect(await findings(alice)).toEqual([]);
  expect(await findings(bob)).toEqual([{ code: 'origin_differs', entry: 2 }]);
  await client.send(new DeleteCommand({ TableName, Key: entryKey(alice, sent) }));
  expect(await findings(bob)).toEqual([{ code: 'entry_missing', entry: 2 }]);
  await client.send(new DeleteCommand({ TableName, Key: transferKey(bob.agency, received.reference) }));
  expect(await findings(bob)).toEqual([{ code: 'record_missing', entry: 2 }]);
});

test('after ten names that there are not a customer has to wait, whomever the next one names; the agency does not', async () => {
  const { alice, bob, send, asAgency } = await setUp();
  for (let wrong = 0; wrong < 10; wrong += 1)
    expect(await send(alice, { account: `nobody-${wrong}` }, 1, `w-${wrong}`)).toMatchObject({
      status: 404,
      body: { code: 'recipient_not_found' },
    });
  expect(await send(alice, to(bob), 1)).toMatchObject({
    status: 429,
    headers: { 'retry-after': '600' },
    body: { code: 'too_many_attempts' },
  });
  const byAgency = await asAgency(agencyRoutes.createAccountTransfer, {
    params: { accountId: 'alice' },
    headers: { 'idempotency-key': 'k' },
    body: { to: to(bob), amount: 1 },
  });
  expect(byAgency).toMatchObject({ status: 201 });
  now += 600_000;
  expect(await send(alice, to(bob), 1)).toMatchObject({ status: 201 });
});
