import { expect, test } from 'vitest';
import { invoiceWrite } from '../../shared/store/invoice.ts';
import { settingsWrite } from '../../shared/agency/settings.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { call } from '../support/api.ts';
import { putInvoice, readInvoice } from '../support/bills.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const { table } = ledger;
const handler = storeHandler(ledger);

const pay = (caller: AccountRef, invoiceId: string, key: string, body: unknown = { credits: 40 }) =>
  call(handler, invoiceRoutes.payInvoice, {
    caller,
    params: { invoiceId },
    headers: { 'idempotency-key': key },
    body,
  });

/** A customer with 100 credits, and an invoice to them of 40. */
const customer = async (invoice: Partial<Invoice> = {}, settings: Partial<Settings> = {}) => {
  const caller = await accountOfOpenAgency(ledger, settings);
  await give(ledger, caller, 100);
  return { caller, invoice: await putInvoice(ledger, caller, invoice) };
};

/** That nothing has moved, and that the invoice is as it was. */
const expectUntouched = async (caller: AccountRef, invoice: Invoice) => {
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 100, entries: 1 });
  expect(await readInvoice(table, invoice)).toEqual(invoice);
};

test('an invoice is paid whole, and shows the debit and its new status', async () => {
  const { caller, invoice } = await customer();
  const { status, body } = await pay(caller, invoice.id, 'k');
  expect({ status, body }).toEqual({
    status: 201,
    body: { invoiceId: invoice.id, number: '2026-0042', credits: 40, at: expect.any(String), entry: 2 },
  });
  expect((await entriesOf(ledger, caller)).at(-1)).toMatchObject({
    number: 2,
    type: 'out',
    kind: 'invoice',
    reference: '2026-0042',
    note: 'Web site, second part',
    amount: 40,
    balance: 60,
    at: body['at'],
  });
  expect(await readInvoice(table, invoice)).toMatchObject({
    status: 'paid',
    payment: { credits: 40, entry: { number: 2 } },
  });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('an invoice in money is paid with its current price in credits', async () => {
  const { caller, invoice } = await customer({ amount: { money: { amount: 121, currency: 'EUR' } } });
  expect(await pay(caller, invoice.id, 'k', { credits: 13 })).toMatchObject({ status: 201 });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 87 });
});

test('a stale amount is refused, the answer names the current one, and nothing is paid', async () => {
  const { caller, invoice } = await customer({ amount: { money: { amount: 121, currency: 'EUR' } } });
  const rates = { invoiceRates: { EUR: { credits: 1, amount: 5 } } };
  await putGuarded(table, settingsWrite({ ...someSettings(caller.agency, rates), version: 1 }));
  expect(await pay(caller, invoice.id, 'k', { credits: 13 })).toMatchObject({
    status: 409,
    body: { code: 'amount_differs', credits: 25 },
  });
  await expectUntouched(caller, invoice);
  expect(await pay(caller, invoice.id, 'k', { credits: 25 })).toMatchObject({ status: 201 });
});

test.each([39, 41])('an invoice of 40 credits cannot be paid with %i', async (credits) => {
  const { caller, invoice } = await customer();
  expect(await pay(caller, invoice.id, 'k', { credits })).toMatchObject({
    status: 409,
    body: { code: 'amount_differs', credits: 40 },
  });
  await expectUntouched(caller, invoice);
});

test.each<[string, Partial<Invoice>, Partial<Settings>, number, string]>([
  ['the agency has withdrawn it', { status: 'void', creditsAccepted: false }, {}, 409, 'invoice_void'],
  [
    'it is not payable with credits',
    { creditsAccepted: false },
    { creditPayments: false },
    409,
    'credits_not_accepted',
  ],
  [
    'its currency has no rate',
    { amount: { money: { amount: 400, currency: 'USD' } } },
    {},
    409,
    'invoice_not_convertible',
  ],
  ['the agency has paused payments', {}, { creditPayments: false }, 409, 'credit_payments_disabled'],
])('an invoice is not paid when %s', async (_, more, settings, status, code) => {
  const { caller, invoice } = await customer(more, settings);
  expect(await pay(caller, invoice.id, 'k')).toMatchObject({ status, body: { code } });
  await expectUntouched(caller, invoice);
});

test('insufficient credits are refused with their figures, and the invoice can be paid later', async () => {
  const { caller, invoice } = await customer({ amount: { credits: 130 } });
  expect(await pay(caller, invoice.id, 'k', { credits: 130 })).toMatchObject({
    status: 402,
    body: { code: 'amount_exceeds_balance', available: 100, shortfall: 30 },
  });
  await expectUntouched(caller, invoice);
  await give(ledger, caller, 30);
  expect(await pay(caller, invoice.id, 'k', { credits: 130 })).toMatchObject({ status: 201 });
});

test('an account in debt cannot pay an invoice', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, caller, 5);
  const { id } = await putInvoice(ledger, caller);
  expect(await pay(caller, id, 'k')).toMatchObject({
    status: 402,
    body: { code: 'account_in_debt', debt: 5 },
  });
});

test('a repeat gets the first answer whatever has changed; another amount gets invoice_already_paid', async () => {
  const { caller, invoice } = await customer({ amount: { money: { amount: 1000, currency: 'EUR' } } });
  const first = await pay(caller, invoice.id, 'k', { credits: 100 });
  const later = { creditPayments: false, invoiceRates: {} };
  await putGuarded(table, settingsWrite({ ...someSettings(caller.agency, later), version: 1 }));
  for (const key of ['k', 'other'])
    expect(await pay(caller, invoice.id, key, { credits: 100 })).toMatchObject({
      status: 201,
      headers: { 'idempotent-replayed': 'true' },
      body: first.body,
    });
  expect(await pay(caller, invoice.id, 'k', { credits: 99 })).toMatchObject({
    status: 409,
    body: { code: 'invoice_already_paid' },
  });
});

test('I5: 32 parallel payments under 32 keys make one debit and get the same answer', async () => {
  const { caller, invoice } = await customer();
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, index) => pay(caller, invoice.id, `k${index}`)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(32);
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 60, entries: 2 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('I5: 32 parallel requests with one key make one payment and get 32 equal answers', async () => {
  const { caller, invoice } = await customer();
  const answers = await Promise.all(Array.from({ length: 32 }, () => pay(caller, invoice.id, 'once')));
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty(
    'size',
    1,
  );
  expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(31);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 60, entries: 2 });
});

test('32 affordable invoices paid in parallel are all paid, and one too many is refused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 31 * 40);
  const invoices = await Promise.all(Array.from({ length: 32 }, () => putInvoice(ledger, caller)));
  const answers = await Promise.all(invoices.map(({ id }) => pay(caller, id, 'same')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(31);
  expect(answers.filter(({ body }) => body['code'] === 'amount_exceeds_balance')).toHaveLength(1);
  const states = await Promise.all(invoices.map((invoice) => readInvoice(table, invoice)));
  expect(states.filter((state) => state?.status === 'paid')).toHaveLength(31);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 0, entries: 32 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('I6: of a concurrent payment and withdrawal exactly one wins', async () => {
  const races = await Promise.all(
    Array.from({ length: 32 }, async () => {
      const { caller, invoice } = await customer();
      const [answer, isVoid] = await Promise.all([
        pay(caller, invoice.id, 'k'),
        putGuarded(table, invoiceWrite({ ...invoice, status: 'void' })),
      ]);
      const { balance } = await readAccount(ledger, caller);
      const now = await readInvoice(table, invoice);
      return { code: answer.body['code'], status: now?.status, balance, isVoid };
    }),
  );
  const paid = { code: undefined, status: 'paid', balance: 60, isVoid: false };
  const withdrawn = { code: 'invoice_void', status: 'void', balance: 100, isVoid: true };
  for (const race of races) expect([paid, withdrawn]).toContainEqual(race);
});

test('a payment that loses to a change of the invoice is decided again on the changed invoice', async () => {
  const { caller, invoice } = await customer();
  const [answer, isChanged] = await Promise.all([
    pay(caller, invoice.id, 'k'),
    putGuarded(table, invoiceWrite({ ...invoice, description: 'Other words' })),
  ]);
  expect(answer).toMatchObject({ status: 201 });
  expect(await readInvoice(table, invoice)).toMatchObject({
    status: 'paid',
    description: isChanged ? 'Other words' : invoice.description,
  });
});

test('a long description is truncated for the entry, between characters', async () => {
  const { caller, invoice } = await customer({ description: '🧾'.repeat(200) });
  await pay(caller, invoice.id, 'k');
  expect((await entriesOf(ledger, caller)).at(-1)?.note).toBe('🧾'.repeat(120));
});

test('I8: another account or agency can neither pay the invoice nor see it', async () => {
  const { caller, invoice } = await customer();
  const neighbour = { ...caller, account: 'neighbour' };
  const stranger = { ...(await accountOfOpenAgency(ledger)), account: caller.account };
  await give(ledger, neighbour, 100);
  await give(ledger, stranger, 100);
  for (const other of [neighbour, stranger, someAccount()])
    expect(await pay(other, invoice.id, 'k')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  await expectUntouched(caller, invoice);
});

test.each([{}, { credits: 0 }, { credits: '40' }, { credits: 40, note: 'x' }])(
  'a payment with the body %j is refused, and nothing is written',
  async (body) => {
    const { caller, invoice } = await customer();
    expect(await pay(caller, invoice.id, 'k', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    await expectUntouched(caller, invoice);
  },
);
