import { expect, test } from 'vitest';
import * as z from 'zod';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Invoice } from '../../shared/table/items/invoice.ts';
import { call } from '../support/api.ts';
import { putInvoice } from '../support/bills.ts';
import { accountOfOpenAgency, give, leaveInDebt, openTestLedger, someAccount } from '../support/ledger.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const handler = storeHandler(ledger);

const list = (caller: AccountRef, query: Record<string, string> = {}) =>
  call(handler, invoiceRoutes.listInvoices, { caller, query });
const read = (caller: AccountRef, invoiceId: string) =>
  call(handler, invoiceRoutes.getInvoice, { caller, params: { invoiceId } });

const reasons = (codes: string[]) => ({
  body: { pay: { allowed: codes.length === 0, reasons: codes.map((code) => ({ code })) } },
});

test('an invoice in credits shows its description and that it can be paid', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 40);
  const dueAt = '2027-01-01T00:00:00.000Z';
  const { id, issuedAt } = await putInvoice(ledger, caller, { dueAt });
  expect(await read(caller, id)).toMatchObject({
    status: 200,
    body: {
      id,
      number: '2026-0042',
      description: 'Web site, second part',
      amount: { credits: 40 },
      credits: 40,
      status: 'open',
      issuedAt,
      dueAt,
      pay: { allowed: true, reasons: [] },
    },
  });
});

test('an invoice in money is converted at the agency’s rate, rounded up, and shows both amounts', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 13);
  const { id } = await putInvoice(ledger, caller, { amount: { money: { amount: 121, currency: 'EUR' } } });
  expect(await read(caller, id)).toMatchObject({
    body: {
      amount: { money: { amount: 121, currency: 'EUR' } },
      credits: 13,
      rate: { credits: 1, amount: 10 },
      pay: { allowed: true },
    },
  });
});

test('an invoice in a currency without a rate has no amount of credits', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putInvoice(ledger, caller, { amount: { money: { amount: 121, currency: 'USD' } } });
  const answer = await read(caller, id);
  expect(answer).toMatchObject({ body: { credits: null } });
  expect(answer.body).not.toHaveProperty('rate');
  expect(answer).toMatchObject(reasons(['invoice_not_convertible']));
});

test.each<[string, Partial<Invoice>, string]>([
  ['void', { status: 'void', creditsAccepted: false }, 'invoice_void'],
  ['not payable with credits', { creditsAccepted: false }, 'credits_not_accepted'],
  ['above the available credits', { amount: { credits: 41 } }, 'amount_exceeds_balance'],
])('an invoice that is %s says so', async (_, more, code) => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 40);
  const { id } = await putInvoice(ledger, caller, more);
  expect(await read(caller, id)).toMatchObject(reasons([code]));
});

test('all reasons are listed in a fixed order', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditPayments: false });
  const { id } = await putInvoice(ledger, caller, { creditsAccepted: false });
  expect(await read(caller, id)).toMatchObject(
    reasons(['credits_not_accepted', 'credit_payments_disabled', 'amount_exceeds_balance']),
  );
  await leaveInDebt(ledger, caller, 5);
  expect(await read(caller, id)).toMatchObject(
    reasons(['credits_not_accepted', 'credit_payments_disabled', 'account_in_debt']),
  );
});

test('a paid invoice keeps its amount when the rate changes', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const at = '2026-05-01T00:00:00.000Z';
  const { id } = await putInvoice(ledger, caller, {
    amount: { money: { amount: 1000, currency: 'EUR' } },
    status: 'paid',
    payment: { credits: 90, at, entry: { number: 7, at } },
  });
  const answer = await read(caller, id);
  expect(answer).toMatchObject({
    body: { status: 'paid', credits: 90, payment: { credits: 90, at, entry: 7 } },
  });
  expect(answer).toMatchObject(reasons(['invoice_already_paid']));
  expect(JSON.stringify(answer.body)).not.toContain('hash');
});

test('invoices are listed newest first, page by page', async () => {
  const caller = await accountOfOpenAgency(ledger);
  for (const id of ['inv_1', 'inv_2', 'inv_3']) await putInvoice(ledger, caller, { id });
  const first = await list(caller, { limit: '2' });
  expect(first).toMatchObject({ status: 200, body: { items: [{ id: 'inv_3' }, { id: 'inv_2' }] } });
  const rest = await list(caller, { limit: '2', cursor: z.string().parse(first.body['cursor']) });
  expect(rest).toMatchObject({ body: { items: [{ id: 'inv_1' }], cursor: null } });
  expect(await list(caller, { cursor: 'rubbish' })).toMatchObject({ status: 400 });
});

test('I8: an invoice of another account or agency is not found', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const { id } = await putInvoice(ledger, caller);
  const stranger = { ...(await accountOfOpenAgency(ledger)), account: caller.account };
  for (const other of [{ ...caller, account: 'neighbour' }, stranger]) {
    expect(await read(other, id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await list(other)).toMatchObject({ status: 200, body: { items: [] } });
  }
  expect(await list(someAccount())).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
