import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { type Answer, call } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, findingsOf, give, openTestLedger, readAccount } from '../support/ledger.ts';
import { promoCodesOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';
import { isAccount, ledgerThatReadsTorn } from '../support/torn-reads.ts';

const ledger = openTestLedger();

type Try = (on: Ledger, key: string) => Promise<Answer>;

const spending =
  (caller: AccountRef): Try =>
  (on, key) =>
    call(clientHandler(on), accountRoutes.createSpend, {
      caller,
      headers: { 'idempotency-key': key },
      body: { amount: 40, reference: 'order-1' },
    });

const ordering = async (caller: AccountRef): Promise<Try> => {
  await putService(ledger.table, caller.agency, { price: 40 });
  return (on, key) =>
    call(storeHandler(on), serviceRoutes.createOrder, {
      caller,
      params: { serviceId: 'logo' },
      headers: { 'idempotency-key': key },
      body: { credits: 40 },
    });
};

const paying = async (caller: AccountRef): Promise<Try> => {
  const { id } = await putInvoice(ledger, caller);
  return (on, key) =>
    call(storeHandler(on), invoiceRoutes.payInvoice, {
      caller,
      params: { invoiceId: id },
      headers: { 'idempotency-key': key },
      body: { credits: 40 },
    });
};

test.each([
  ['a spend', spending],
  ['an order', ordering],
  ['a payment of an invoice', paying],
])(
  '%s whose account was read after it took the last credits, and whose record before, gets the first answer',
  async (_, made) => {
    const caller = await accountOfOpenAgency(ledger);
    await give(ledger, caller, 40);
    const attempt = await made(caller);
    const torn = ledgerThatReadsTorn(isAccount, () => attempt(ledger, 'key'));
    expect(await attempt(torn, 'key')).toMatchObject({
      status: 201,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(await readAccount(ledger, caller)).toMatchObject({ balance: 0, entries: 2 });
    expect(await findingsOf(ledger, caller)).toEqual([]);
  },
);

test('an invoice just paid by another request with the last credits gets that payment’s answer', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 40);
  const attempt = await paying(caller);
  const torn = ledgerThatReadsTorn(isAccount, () => attempt(ledger, 'key'));
  expect(await attempt(torn, 'other')).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
  });
});

test.each([
  [
    'the same key is answered as the first',
    'key',
    { status: 201, headers: { 'idempotent-replayed': 'true' } },
  ],
  ['another key is told that the account used it', 'other', { body: { code: 'code_already_used' } }],
])(
  'if a code is read after its last redemption, and the account’s redemptions before it, %s',
  async (_, key, answer) => {
    const caller = await accountOfOpenAgency(ledger);
    const [code] = await promoCodesOn(ledger).make(caller.agency, { usesPerCode: 1 });
    const redeem: Try = (on, idempotencyKey) =>
      call(storeHandler(on), codeRoutes.createRedemption, {
        caller,
        headers: { 'idempotency-key': idempotencyKey },
        body: { code },
      });
    const torn = ledgerThatReadsTorn(
      ({ sk }) => sk === 'PROMO_CODE',
      () => redeem(ledger, 'key'),
    );
    expect(await redeem(torn, key)).toMatchObject(answer);
    expect(await readAccount(ledger, caller)).toMatchObject({ balance: 50, entries: 1 });
  },
);
