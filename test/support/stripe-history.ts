import * as fc from 'fast-check';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { factsOf } from '../../shared/payments/stripe/facts.ts';
import { type History, isReceiptFact, PRICE, type Step, steps } from './payment-history.ts';

const WHATS = [
  'refund',
  'refund',
  'refund_fails',
  'dispute_whole',
  'dispute_rest',
  'inquiry',
  'escalate',
  'win',
  'lose',
  'lose',
  'lose_and_return_part',
  'appeal',
  'unknown_status',
  'close_inquiry',
] as const;

/** In dollars at this rate the agency's account is kept, where it is not kept in euros. */
const RATE = 1.25;

type Dispute = { id: string; amount: number; created: number; status: string; moved: number[] };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Stripe's events over the life of one payment, and how much of its money has left by Stripe's balance. */
const play = (life: readonly Step[], paymentId: string, isForeign: boolean): History => {
  const refunds: { id: string; amount: number; created: number; status: string | null }[] = [];
  let dispute: Dispute | undefined;
  let now = Date.parse('2026-03-02') / 1000;
  const facts: ReceiptFact[] = [];
  const seen = new Set<string>();
  const emit = (type: string, object: object): void => {
    const read = factsOf({ id: 'evt', type, created: now, data: { object } });
    if (read === 'malformed') throw new Error(`${type} is malformed`);
    facts.push(...read.filter(isReceiptFact));
  };
  const back = () => sum(refunds.flatMap(({ status, amount }) => (status === 'failed' ? [] : amount)));
  const taken = () => -sum(dispute?.moved ?? []);
  const emitRefund = (type: string, index: number): void => {
    const one = refunds[index];
    const failure = one?.status === 'failed' && { failure_balance_transaction: 'txn_back' };
    emit(type, { ...one, currency: 'eur', payment_intent: paymentId, ...failure });
  };
  const emitDispute = (type: string): void => {
    if (!dispute) return;
    const { moved, ...shown } = dispute;
    const transactions = moved.map((amount, index) => ({
      id: `txn_${index}`,
      ...(isForeign
        ? { amount: amount * RATE, currency: 'usd', exchange_rate: RATE }
        : { amount, currency: 'eur' }),
    }));
    emit(`charge.dispute.${type}`, {
      ...shown,
      currency: 'eur',
      payment_intent: paymentId,
      balance_transactions: transactions,
    });
  };
  const move = (amount: number): void => {
    if (!dispute || amount === 0) return;
    dispute.moved.push(amount);
    emitDispute(amount < 0 ? 'funds_withdrawn' : 'funds_reinstated');
  };
  const isInquiry = () => dispute?.status.startsWith('warning') ?? false;

  for (const { what, part } of life) {
    now += 3600;
    const left = PRICE - back() - taken();
    switch (what) {
      case 'refund':
        if (part > left || taken() > 0) continue;
        refunds.push({ id: `re_${refunds.length}`, amount: part, created: now, status: 'succeeded' });
        emitRefund(refunds.length % 2 ? 'refund.created' : 'charge.refund.updated', refunds.length - 1);
        break;
      case 'refund_fails': {
        const last = refunds.at(-1);
        if (!last) continue;
        last.status = 'failed';
        emitRefund('refund.failed', refunds.length - 1);
        break;
      }
      case 'dispute_whole':
      case 'dispute_rest':
      case 'inquiry': {
        const amount = what === 'dispute_rest' ? left : PRICE;
        if (dispute || amount === 0) continue;
        const status = what === 'inquiry' ? 'warning_needs_response' : 'needs_response';
        dispute = { id: 'dp_1', amount, created: now, status, moved: [] };
        if (what !== 'inquiry') move(-amount);
        emitDispute('created');
        break;
      }
      case 'escalate':
        if (!dispute || !isInquiry() || dispute.status === 'warning_closed') continue;
        dispute.status = 'needs_response';
        move(-dispute.amount);
        break;
      case 'close_inquiry':
        if (!dispute || !isInquiry()) continue;
        dispute.status = 'warning_closed';
        emitDispute('closed');
        break;
      case 'win':
        if (!dispute || isInquiry() || dispute.status === 'won') continue;
        seen.add(dispute.status === 'lost' ? 'won after it was lost' : 'won');
        dispute.status = 'won';
        emitDispute('closed');
        move(taken());
        break;
      case 'lose':
      case 'lose_and_return_part': {
        if (!dispute || isInquiry() || dispute.status === 'lost') continue;
        seen.add(dispute.status === 'won' ? 'lost after it was won' : 'lost');
        if (what === 'lose_and_return_part') seen.add('lost in part');
        const again = dispute.amount - taken();
        dispute.status = 'lost';
        emitDispute('closed');
        move(-again);
        if (what === 'lose_and_return_part') move(Math.min(part, dispute.amount));
        break;
      }
      case 'appeal':
      case 'unknown_status':
        if (!dispute || isInquiry()) continue;
        dispute.status = what === 'appeal' ? 'appeal_under_review' : 'in_arbitration';
        emitDispute('updated');
        break;
      default:
        throw new Error(what);
    }
    seen.add(what);
  }
  return { facts, gone: back() + taken(), seen };
};

export const stripeHistory = (paymentId: string): fc.Arbitrary<History> =>
  fc.tuple(steps(WHATS), fc.boolean()).map(([life, isForeign]) => play(life, paymentId, isForeign));
