import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { someAgency } from '../support/agency.ts';
import { creditOf, debitOf, reclaimOf, restoreOf } from '../support/commands.ts';
import { entriesOf, findingsOf, leaveInDebt, move, openTestLedger, readAccount } from '../support/ledger.ts';

const clock = { now: Date.parse('2026-03-01T00:00:00.000Z') };
const ledger = openTestLedger({ now: () => clock.now });

const FROM = '2026-04-01T00:00:00.000Z';
const UNTIL = '2026-06-01T00:00:00.000Z';
const [promo, paid] = [creditOf(20, 'promo', Date.parse(FROM)), creditOf(30, 'paid', Date.parse(FROM))];
const forEver = creditOf(5, 'paid', undefined);

/** A customer with 20 promo and 30 paid credits that expire at one time, and 5 that never do. */
const setUp = async () => {
  clock.now = Date.parse('2026-03-01T00:00:00.000Z');
  const agency = await someAgency(ledger);
  const customer = agency.ref();
  await move(ledger, customer, promo, paid, forEver);
  const extend = (body: object = {}, key = 'once', accountId = customer.account) =>
    agency.call(agencyRoutes.createExpiryExtension, {
      params: { accountId },
      headers: { 'idempotency-key': key },
      body: { from: FROM, expiresAt: UNTIL, reason: 'we were closed', ...body },
    });
  return { ...agency, customer, extend, lots: async () => (await readAccount(ledger, customer)).lots };
};

test('all credits of one expiry last longer: they keep lot and class, and the balance stays', async () => {
  const { extend, lots, customer, changes } = await setUp();
  expect(await extend({ reference: 'C-1042' })).toMatchObject({
    status: 201,
    body: {
      entry: {
        number: 5,
        type: 'in',
        kind: 'expiry_extension',
        reference: 'C-1042',
        note: 'we were closed',
        amount: 50,
        balance: 55,
      },
    },
  });
  expect(await lots()).toEqual([
    { id: 1, class: 'promo', amount: 20, expiresAt: UNTIL },
    { id: 2, class: 'paid', amount: 30, expiresAt: UNTIL },
    { id: 3, class: 'paid', amount: 5 },
  ]);
  expect((await entriesOf(ledger, customer)).slice(3)).toMatchObject([
    { type: 'out', kind: 'expiry_extension', amount: 50, balance: 5 },
    { type: 'in', kind: 'expiry_extension', amount: 50, balance: 55 },
  ]);
  expect(await changes({ kind: 'expiry_extension' })).toMatchObject([
    { before: { expiresAt: FROM }, after: { expiresAt: UNTIL } },
  ]);
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('the credits expire at the new time, and the sweeper finds the account by it', async () => {
  const { extend, customer, lots } = await setUp();
  const dueAt = async () => (await readTogether(ledger.table, [accountKey(customer)]))(accountKey(customer));
  expect(JSON.stringify(await dueAt())).toContain(FROM);
  await extend();
  expect(JSON.stringify(await dueAt())).toContain(UNTIL);
  clock.now = Date.parse(FROM);
  await move(ledger, customer, debitOf(1));
  expect(await lots()).toHaveLength(3);
  clock.now = Date.parse(UNTIL);
  await move(ledger, customer, debitOf(1));
  expect(await lots()).toEqual([{ id: 3, class: 'paid', amount: 4 }]);
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('null lets them never expire', async () => {
  const { extend, lots } = await setUp();
  expect(await extend({ expiresAt: null })).toMatchObject({ status: 201 });
  expect((await lots()).map(({ expiresAt }) => expiresAt)).toEqual([undefined, undefined, undefined]);
});

test('a payment taken back after an extension takes the credits that it brought in', async () => {
  const { extend, customer, lots } = await setUp();
  await extend({ expiresAt: null });
  await move(ledger, customer, reclaimOf(30, [2]));
  expect((await lots()).map(({ id }) => id)).toEqual([1, 3]);
});

test('credits that were spent before return to their lot, and last as long as it', async () => {
  const { extend, customer, lots } = await setUp();
  await move(ledger, customer, debitOf(8));
  const drawn = (await entriesOf(ledger, customer)).at(-1)?.lots ?? [];
  await extend();
  await move(ledger, customer, restoreOf(drawn));
  expect((await lots())[0]).toEqual({ id: 1, class: 'promo', amount: 20, expiresAt: UNTIL });
});

test('a debt is not paid by it', async () => {
  const { extend, customer, lots } = await setUp();
  // All 35 paid credits are taken back, and 4 that were spent.
  await leaveInDebt(ledger, customer, 39);
  const { lastIn } = await readAccount(ledger, customer);
  expect(await extend()).toMatchObject({ status: 201, body: { entry: { amount: 20, balance: 16 } } });
  expect(await lots()).toEqual([{ id: 1, class: 'promo', amount: 20, expiresAt: UNTIL }]);
  expect(await readAccount(ledger, customer)).toMatchObject({ debt: 4, balance: 16, lastIn });
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('an expiry never moves to an earlier time, nor stays', async () => {
  const { extend, lots } = await setUp();
  const before = await lots();
  for (const expiresAt of [FROM, '2026-03-31T23:59:59.999Z'])
    expect(await extend({ expiresAt })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', faults: [{ pointer: '/expiresAt' }] },
    });
  expect(await extend({ expiresAt: undefined })).toMatchObject({ status: 400 });
  expect(await lots()).toEqual(before);
});

test('what has expired stays expired, whether or not that is posted', async () => {
  const { extend, customer } = await setUp();
  clock.now = Date.parse(FROM);
  expect(await extend()).toMatchObject({ status: 409, body: { code: 'nothing_expires_then' } });
  await move(ledger, customer, { type: 'expire' });
  clock.now = Date.parse('2026-03-01T00:00:00.000Z');
  expect(await extend()).toMatchObject({ status: 409 });
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 5 });
});

test('a time at which nothing expires is refused, and so is an account that holds nothing', async () => {
  const { extend } = await setUp();
  const refused = { status: 409, body: { code: 'nothing_expires_then' } };
  expect(await extend({ from: '2026-04-01T00:00:00.001Z' })).toMatchObject(refused);
  expect(await extend({}, 'once', 'nobody')).toMatchObject(refused);
});

test('a key extends once, and refuses another time', async () => {
  const { extend, customer } = await setUp();
  const first = await extend();
  expect(await extend()).toMatchObject({
    status: 201,
    body: first.body,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await extend({ expiresAt: null })).toMatchObject({ status: 422 });
  expect((await readAccount(ledger, customer)).entries).toBe(5);
});

test('I5: of 16 extensions of one expiry at once, one succeeds', async () => {
  const { extend, customer } = await setUp();
  const answers = await Promise.all(Array.from({ length: 16 }, (_, place) => extend({}, `key-${place}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 55, entries: 5 });
  expect(await findingsOf(ledger, customer)).toEqual([]);
});
