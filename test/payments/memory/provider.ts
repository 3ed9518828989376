import * as z from 'zod';
import { instant } from '../../../shared/kernel/clock.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { paymentFact, type PaymentFact } from '../../../shared/payments/message.ts';
import type { Connection, PaymentProvider, VerifyWebhook } from '../../../shared/payments/provider.ts';
import type { FactSource } from '../../../shared/payments/source.ts';

/** A provider that is nothing but a list of what happened at it: each fact stands for an object of its API. */
export const happened: PaymentFact[] = [];

const list: FactSource = async ({ from, to }) =>
  ok({ facts: happened.filter(({ at }) => at >= from && at < to), next: null });

const connection = z.strictObject({ key: z.literal('right') }).transform((): Connection => ({
  open: async ({ id, price }) =>
    price.currency === 'EUR'
      ? ok({ id: `memory-${id}`, url: `https://memory.example/${id}` })
      : err({ code: 'provider_refused' }),
  ask: async ({ id }) => ok(happened.filter((fact) => fact.type === 'payment' && fact.checkoutId === id)),
  capturesWhenAsked: false,
  recent: { happened: list },
  nightly: { payments: list },
  maxWindowMs: Infinity,
}));

const event = z.strictObject({ id: z.string(), facts: z.array(paymentFact) });

const verifyWith =
  (secret: string | undefined): VerifyWebhook =>
  async ({ body, headers }) => {
    if (secret === undefined || headers['memory-secret'] !== secret) return 'unsigned';
    const { data } = event.safeParse(JSON.parse(Buffer.from(body).toString()));
    return data ? { ...data, type: 'happened' } : 'malformed';
  };

export const memory: PaymentProvider = {
  connection,
  webhooks: z.string().optional().transform(verifyWith),
};

/** The customer pays at the page. */
export const pay = (checkoutId: string, account: string, amount = 1000): PaymentFact => {
  const fact: PaymentFact = {
    type: 'payment',
    paymentId: `payment-of-${checkoutId}`,
    status: 'paid',
    money: { amount, currency: 'EUR' },
    at: instant(Date.now()),
    checkoutId,
    account,
  };
  happened.push(fact);
  return fact;
};

/** The agency gives money back. */
export const refund = (checkoutId: string, amount: number): PaymentFact => {
  const fact: PaymentFact = {
    type: 'refund',
    paymentId: `payment-of-${checkoutId}`,
    refundId: `refund-of-${checkoutId}`,
    cause: 'refund',
    status: 'succeeded',
    money: { amount, currency: 'EUR' },
    at: instant(Date.now()),
  };
  happened.push(fact);
  return fact;
};
