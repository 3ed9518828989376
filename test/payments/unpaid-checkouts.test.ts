import { expect, test } from 'vitest';
import { err, ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import { settle } from '../../shared/payments/settle.ts';
import { unpaidCheckouts } from '../../shared/payments/unpaid-checkouts.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();
const session = { id: 'ORDER1', url: 'https://pay.example/ORDER1' };
const around = { from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** The source for an agency whose provider answers so, and the sessions that it was asked for. */
const open = async (
  agency: string,
  answer: (checkout: Checkout) => PaymentFact[] | ProviderError['code'],
) => {
  const asked: string[] = [];
  const connect = connecting({
    ask: async (checkout, { id }) => {
      asked.push(id);
      const result = answer(checkout);
      return typeof result === 'string' ? err({ code: result }) : ok(result);
    },
  });
  const connection = (await connect(agency, 'paypal')) ?? expect.unreachable();
  return { asked, source: unpaidCheckouts(connection, ledger, { agency, provider: 'paypal' }) };
};

test('only checkouts that are at the provider, opened there and not known to be paid are asked for', async () => {
  const ref = someAccount();
  await openCheckout(ledger, ref, { provider: 'stripe', session: { ...session, id: 'cs_1' } });
  await openCheckout(ledger, ref, { provider: 'paypal' });
  const paid = await openCheckout(ledger, ref, { provider: 'paypal', session: { ...session, id: 'PAID' } });
  await settle(ledger, ref.agency, 'paypal', paidFact(paid));
  const unpaid = await openCheckout(ledger, ref, { provider: 'paypal', session });
  const { asked, source } = await open(ref.agency, (checkout) => [paidFact(checkout)]);
  expect(await source(around, null)).toEqual(ok({ facts: [paidFact(unpaid)], skipped: [], next: null }));
  expect(asked).toEqual(['ORDER1']);
});

test('one refused checkout does not stop the others', async () => {
  const ref = someAccount();
  const refused = await openCheckout(ledger, ref, { provider: 'paypal', session });
  const unpaid = await openCheckout(ledger, ref, { provider: 'paypal', session });
  const { source } = await open(ref.agency, (checkout) =>
    checkout.id === refused.id ? 'provider_refused' : [paidFact(checkout)],
  );
  const skipped = [{ id: refused.id, issue: 'provider_refused' }];
  expect(await source(around, null)).toEqual(ok({ facts: [paidFact(unpaid)], skipped, next: null }));
});

test('an unreachable provider is reported', async () => {
  const ref = someAccount();
  await openCheckout(ledger, ref, { provider: 'paypal', session });
  const { source } = await open(ref.agency, () => 'provider_unreachable');
  expect(await source(around, null)).toEqual(err({ code: 'provider_unreachable' }));
});

test('an invalid page is refused, so that the window is read again', async () => {
  const { source } = await open('a', () => []);
  expect(await source(around, 'rubbish')).toEqual(err({ code: 'provider_refused', issue: 'invalid_cursor' }));
});
