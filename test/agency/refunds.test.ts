import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { someAgency } from '../support/agency.ts';
import { buyerAt, noteDownload, ownedBy } from '../support/buyer.ts';
import { putProduct, someProduct } from '../support/catalog.ts';
import { debitOf } from '../support/commands.ts';
import {
  entriesOf,
  findingsOf,
  give,
  giveLots,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();
const { during } = meter(ledger);
const { refundAccountPurchase, createSpendRefund } = agencyRoutes;

/** A customer with 30 paid credits and three lots of 5 that expire, of which 20 were spent: those and 5 paid ones. */
const setUp = async () => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, 30);
  await giveLots(ledger, ref, 3, 5);
  await move(ledger, ref, debitOf(20));
  const { number: entry = 0, at = '', lots = [] } = (await entriesOf(ledger, ref)).at(-1) ?? {};
  return {
    ...agency,
    customer: ref,
    drawn: lots,
    spend: { entry, at },
    refund: (more: object = {}, key: string = randomId('key')) =>
      agency.call(createSpendRefund, {
        params: { accountId: ref.account },
        headers: { 'idempotency-key': key },
        body: { entry, at, ...more },
      }),
  };
};

test('a spend is given back in parts, the credits drawn last first, until nothing is left', async () => {
  const { refund, customer, drawn, changes } = await setUp();
  expect(drawn).toMatchObject([{ amount: 5 }, { amount: 5 }, { amount: 5 }, { class: 'paid', amount: 5 }]);
  expect(await refund({ amount: 7, reason: 'sorry' })).toMatchObject({
    status: 201,
    body: {
      entry: { type: 'in', kind: 'spend_refund', reference: 'test', note: 'sorry', amount: 7, balance: 32 },
    },
  });
  expect((await entriesOf(ledger, customer)).at(-1)?.lots).toEqual([
    { ...drawn[2], amount: 2 },
    { ...drawn[3], amount: 5 },
  ]);
  expect(await refund({ amount: 14 })).toMatchObject({
    status: 409,
    body: { code: 'refund_exceeds_spend', refundable: 13 },
  });
  expect(await refund()).toMatchObject({ status: 201, body: { entry: { amount: 13, balance: 45 } } });
  expect(await refund()).toMatchObject({ status: 409, body: { refundable: 0 } });
  expect((await readAccount(ledger, customer)).lots).toMatchObject([
    { class: 'promo', amount: 5 },
    { class: 'promo', amount: 5 },
    { class: 'promo', amount: 5 },
    { class: 'paid', amount: 30 },
  ]);
  expect(await changes({ kind: 'spend_refund' })).toHaveLength(2);
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('a key refunds once, and refuses another amount', async () => {
  const { refund, customer } = await setUp();
  const first = await refund({ amount: 7 }, 'once');
  expect(await refund({ amount: 7 }, 'once')).toMatchObject({
    status: 201,
    body: first.body,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await refund({ amount: 8 }, 'once')).toMatchObject({ status: 422 });
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 32 });
});

test('I5: of 32 refunds of 6 at once, three succeed', async () => {
  const { refund, customer } = await setUp();
  const answers = await Promise.all(Array.from({ length: 32 }, () => refund({ amount: 6 })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ body }) => body['refundable'] === 2)).toHaveLength(29);
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 43 });
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test(`whatever is refunded, it is never more than was drawn, and all of it restores the lots (seed ${seed})`, async () => {
  const seen = occurrencesOf('refunded in several parts', 'refused');
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
      async (parts) => {
        const { refund, customer } = await setUp();
        let left = 20;
        for (const amount of parts) {
          const { status } = await refund({ amount });
          seen.saw('refused', amount > left);
          expect(status).toBe(amount > left ? 409 : 201);
          if (amount <= left) left -= amount;
        }
        seen.saw('refunded in several parts', parts.length > 1 && left < 20 - (parts[0] ?? 0));
        if (left > 0) await refund();
        const { balance, lots } = await readAccount(ledger, customer);
        expect({ balance, amounts: lots.map(({ amount }) => amount) }).toEqual({
          balance: 45,
          amounts: [5, 5, 5, 30],
        });
        expect(await findingsOf(ledger, customer)).toEqual([]);
      },
    ),
    { seed, numRuns: 15 },
  );
  seen.report();
});

test('only spends can be refunded so, and only by their own number and time', async () => {
  const { refund, customer, spend } = await setUp();
  const [gift] = await entriesOf(ledger, customer);
  for (const other of [
    { entry: gift?.number, at: gift?.at },
    { entry: spend.entry + 1 },
    { at: '2020-01-01T00:00:00Z' },
  ])
    expect(await refund(other)).toMatchObject({ status: 404 });
});

test('I8: another agency refunds no spend, nor does the agency under another account', async () => {
  const { call, spend, customer } = await setUp();
  const other = await someAgency(ledger);
  const request = { headers: { 'idempotency-key': 'k' }, body: spend };
  const params = { accountId: customer.account };
  expect(await other.call(createSpendRefund, { params, ...request })).toMatchObject({ status: 404 });
  expect(await call(createSpendRefund, { params: { accountId: 'other' }, ...request })).toMatchObject({
    status: 404,
  });
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 25 });
});

test('a refund of a spend is one BatchGet and one transaction of 10 write units; a replay writes nothing', async () => {
  const { refund } = await setUp();
  expect(await during(() => refund({ amount: 1 }, 'once'))).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 10,
  });
  expect(await during(() => refund({ amount: 1 }, 'once'))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
});

/** A customer who bought and downloaded a product, which they can't give back themselves. */
const bought = async () => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, 100);
  await putProduct(ledger, someProduct(agency.agency));
  const customer = buyerAt(ledger, ref);
  const purchaseId = await customer.buy();
  const refund = (accountId = ref.account) =>
    agency.call(refundAccountPurchase, { params: { accountId, purchaseId } });
  return { ...agency, ref, customer, purchaseId, refund };
};

test('an agency refunds a purchase that its customer no longer can, once', async () => {
  const { ref, customer, purchaseId, refund, changes } = await bought();
  await noteDownload(ledger, ref, 'standard');
  expect(await customer.refund(purchaseId)).toMatchObject({ status: 409 });
  const refunded = await refund();
  expect(refunded).toMatchObject({ status: 200, body: { id: purchaseId, status: 'refunded' } });
  expect(await refund()).toMatchObject({ status: 200, body: refunded.body });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 100, entries: 3 });
  expect((await ownedBy(ledger, ref)).variants).toEqual({});
  expect(await changes({ kind: 'purchase_refund' })).toMatchObject([
    { actor: 'admin', recordId: purchaseId },
  ]);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test("the customer's refund and the agency's at once: one refund", async () => {
  const { ref, customer, purchaseId, refund } = await bought();
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, index) => (index % 2 === 0 ? refund() : customer.refund(purchaseId))),
  );
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 100, entries: 3 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('I8: a purchase is not found for another agency or under another account', async () => {
  const { ref, purchaseId, refund } = await bought();
  const other = await someAgency(ledger);
  const params = { accountId: ref.account, purchaseId };
  expect(await other.call(refundAccountPurchase, { params })).toMatchObject({ status: 404 });
  expect(await refund('somebody')).toMatchObject({ status: 404 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 70 });
});
