import { getInvoice, payInvoice } from '@scrip/client';
import type { Connection, Fault } from '../core/connection.ts';
import type { Thing } from './thing.ts';

/** An invoice. Its payment names the credits that were agreed to. */
export const invoiceThing = async (
  { client, faultOf }: Connection,
  invoiceId: string,
  nameOf: (number: string) => string,
): Promise<Thing | Fault> => {
  const answer = await client.call(getInvoice, { params: { invoiceId } });
  if (!answer.ok) return faultOf(answer.failure);
  const { number, description, credits: due, status, pay } = answer.value;
  return {
    what: 'invoice',
    name: nameOf(number),
    description,
    purpose: {},
    price: due === null ? undefined : { base: due, price: due },
    isDone: status === 'paid',
    reasons: pay.reasons,
    ask: (shown) => Promise.resolve({ done: shown }),
    pay: async ({ price: credits }) => {
      const paid = await client.call(payInvoice, { params: { invoiceId }, body: { credits } });
      if (paid.ok) return { done: { what: 'invoice', invoiceId, credits } };
      const { failure } = paid;
      if (failure.code === 'amount_exceeds_balance') return { short: failure.shortfall };
      if (failure.code === 'amount_differs' && failure.credits !== undefined) {
        return { price: { base: failure.credits, price: failure.credits } };
      }
      return { fault: faultOf(failure) };
    },
  };
};
