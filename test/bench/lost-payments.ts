import assert from 'node:assert/strict';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { beginCheckout, checkoutWrite } from '../../shared/payments/checkout.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { writeInBulk } from './bulk-write.ts';

const offer = { label: 'Starter', credits: 100, bonusCredits: 0, price: { amount: 1000, currency: 'EUR' } };

/** What the customer gets for each of the payments. */
export const CREDITS_EACH = offer.credits;

const begin = (ref: AccountRef): Checkout =>
  beginCheckout({
    id: randomId('chk'),
    ref,
    provider: 'stripe',
    offer,
    packageId: 'starter',
    returnUrl: 'https://shop.example/credits',
    inputHash: 'hash',
    now: Date.now(),
  });

/** The payment at the provider, with what POST /v1/checkouts sends about the checkout. */
const paymentOf = ({ id, account, price }: Checkout) => ({
  ...price,
  reference: id,
  metadata: { account, checkout: id },
});

/**
 * Begins checkouts, by turns for each of the accounts, and has them all paid in the sandbox, which sends no webhook.
 * @param count of payments
 */
export const loseWebhooks = async (
  { table }: Ledger,
  accounts: readonly AccountRef[],
  count: number,
  { secretKey, apiBase }: { secretKey: string; apiBase: string },
): Promise<void> => {
  const rounds = Array.from({ length: count / accounts.length }, () => accounts.map(begin));
  const checkouts = rounds.flat();
  assert.equal(checkouts.length, count);
  await writeInBulk(table, checkouts.map(checkoutWrite));
  const { ok, status } = await fetch(`${apiBase}/controls/bulk`, {
    method: 'POST',
    body: JSON.stringify({ key: secretKey, payments: checkouts.map(paymentOf) }),
  });
  assert(ok, `the sandbox answered ${status}`);
};
