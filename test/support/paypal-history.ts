import type * as fc from 'fast-check';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { factsOf } from '../../shared/payments/paypal/facts.ts';
import { type History, isReceiptFact, PRICE, type Step, steps } from './payment-history.ts';

const WHATS = [
  'refund',
  'inquiry',
  'claim',
  'claim',
  'chargeback',
  'chargeback',
  'escalate',
  'reopen',
  'lose',
  'lose_part',
  'accept',
  'accept_part',
  'pay_out',
  'win',
  'cancel',
  'none',
] as const;

type Movement = { affected_party: string; type: 'DEBIT' | 'CREDIT'; amount: object; reason: string };

/** A dispute, and its effect on the seller's money. */
type Dispute = {
  id: string;
  amount: number;
  created: string;
  isBank: boolean;
  stage: 'INQUIRY' | 'CHARGEBACK';
  isResolved: boolean;
  outcome: string;
  refunded: number;
  held: number;
  taken: number;
  movements: Movement[];
  /** The agency has refunded since the decision: PayPal does not say whether a new decision is about that money. */
  isOver: boolean;
};

const euros = (amount: number) => ({ currency_code: 'EUR', value: (amount / 100).toFixed(2) });

/** PayPal's events over the life of one payment, and how much of its money the seller has lost or can't use for now. */
const play = (life: readonly Step[], capture: string): History => {
  let refunded = 0;
  let ids = 0;
  let dispute: Dispute | undefined;
  /** What earlier disputes have taken by a bank, and not given back. */
  let before = 0;
  let minutes = 0;
  const facts: ReceiptFact[] = [];
  const seen = new Set<string>();
  const now = () => new Date(Date.parse('2026-03-02') + minutes * 60_000).toISOString();
  const emit = (type: string, resource: object): void => {
    const read = factsOf({ id: 'WH', event_type: type, create_time: now(), resource });
    if (read === 'malformed') throw new Error(`${type} is malformed`);
    facts.push(...read.filter(isReceiptFact));
  };
  const goBack = (kind: 'REFUNDED' | 'REVERSED', amount: number): void => {
    ids += 1;
    const href = `https://api.paypal.com/v2/payments/captures/${capture}`;
    const refund = { id: `R${ids}`, status: 'COMPLETED', amount: euros(amount), create_time: now() };
    if (amount > 0) emit(`PAYMENT.CAPTURE.${kind}`, { ...refund, links: [{ rel: 'up', href }] });
  };
  /** Only the report shows it: it lists each movement of money. */
  const report = (amount: number): void => {
    ids += 1;
    const fact = { type: 'refund', paymentId: capture, refundId: `T${ids}`, status: 'succeeded' } as const;
    facts.push({ ...fact, cause: 'reversal', money: { amount, currency: 'EUR' }, at: now() });
  };
  const emitDispute = (type: string): void => {
    if (!dispute) return;
    const { id, amount, created, stage, isBank, isResolved, outcome, refunded: back, movements } = dispute;
    emit(`CUSTOMER.DISPUTE.${type}`, {
      dispute_id: id,
      create_time: created,
      update_time: now(),
      status: isResolved ? 'RESOLVED' : 'UNDER_REVIEW',
      dispute_life_cycle_stage: stage,
      dispute_channel: isBank ? 'EXTERNAL' : 'INTERNAL',
      dispute_amount: euros(amount),
      disputed_transactions: [{ seller_transaction_id: capture, gross_amount: euros(PRICE) }],
      ...(movements.length > 0 && { money_movements: movements }),
      ...(isResolved && {
        dispute_outcome: { outcome_code: outcome, ...(back > 0 && { amount_refunded: euros(back) }) },
      }),
    });
  };
  const move = (one: Dispute, type: 'DEBIT' | 'CREDIT', amount: number, party = 'SELLER'): void => {
    const movement = { affected_party: party, type, amount: euros(amount), reason: 'DISPUTE_SETTLEMENT' };
    if (amount > 0) one.movements.push(movement);
  };
  /** PayPal holds the money; a bank has taken it. In an inquiry they only talk. */
  const contest = (one: Dispute): void => {
    if (one.stage === 'INQUIRY') return;
    if (!one.isBank) {
      one.held = one.amount;
      return;
    }
    one.taken += one.amount;
    move(one, 'DEBIT', one.amount);
    report(one.amount);
  };
  const giveBack = (one: Dispute, amount: number): void => {
    one.taken -= amount;
    move(one, 'CREDIT', amount);
  };
  const lose = (one: Dispute, amount: number, isAccepted: boolean): void => {
    const more = amount - one.taken;
    if (more <= 0) {
      giveBack(one, -more);
      return;
    }
    one.taken += more;
    if (one.isBank) {
      move(one, 'DEBIT', more);
      report(more);
      return;
    }
    goBack(isAccepted ? 'REFUNDED' : 'REVERSED', more);
    if (!isAccepted) move(one, 'DEBIT', more);
  };
  const resolve = (one: Dispute, outcome: string, end: () => void): void => {
    one.held = 0;
    end();
    Object.assign(one, { isResolved: true, outcome, refunded: FOR_BUYER.has(outcome) ? one.taken : 0 });
    emitDispute('RESOLVED');
  };
  const all = () => refunded + before + (dispute?.taken ?? 0);

  for (const { what, part } of life) {
    minutes += 1;
    const running = dispute?.isResolved === false ? dispute : undefined;
    switch (what) {
      case 'refund':
        if ((running && !running.isBank) || all() + part > PRICE) continue;
        refunded += part;
        if (dispute) dispute.isOver = true;
        goBack('REFUNDED', part);
        break;
      case 'inquiry':
      case 'claim':
      case 'chargeback': {
        const amount = Math.min(part, PRICE - all());
        if (running || amount === 0) continue;
        before += dispute?.taken ?? 0;
        if (dispute) seen.add('a second dispute');
        ids += 1;
        dispute = {
          id: `D${ids}`,
          amount,
          created: now(),
          isBank: what === 'chargeback',
          isResolved: false,
          outcome: '',
          stage: what === 'inquiry' ? 'INQUIRY' : 'CHARGEBACK',
          refunded: 0,
          held: 0,
          taken: 0,
          movements: [],
          isOver: false,
        };
        contest(dispute);
        emitDispute('CREATED');
        break;
      }
      case 'escalate':
        if (running?.stage !== 'INQUIRY') continue;
        running.stage = 'CHARGEBACK';
        contest(running);
        emitDispute('UPDATED');
        break;
      case 'reopen':
        if (!dispute?.isResolved || dispute.isOver || dispute.amount > PRICE - all() + dispute.taken)
          continue;
        Object.assign(dispute, { isResolved: false, stage: 'CHARGEBACK', refunded: 0 });
        if (dispute.taken === 0) contest(dispute);
        emitDispute('UPDATED');
        break;
      case 'lose':
      case 'lose_part':
      case 'accept':
      case 'accept_part': {
        if (!running) continue;
        const amount = what.endsWith('part') ? Math.min(part, running.amount) : running.amount;
        resolve(running, 'RESOLVED_BUYER_FAVOUR', () => lose(running, amount, what.startsWith('accept')));
        break;
      }
      case 'pay_out':
        if (!running) continue;
        resolve(running, 'RESOLVED_WITH_PAYOUT', () => {
          move(running, 'DEBIT', running.amount, 'PAYMENT_PROCESSOR');
          giveBack(running, running.taken);
        });
        break;
      case 'win':
      case 'cancel':
      case 'none':
        if (!running) continue;
        resolve(running, OUTCOMES[what], () => giveBack(running, running.taken));
        break;
      default:
        throw new Error(what);
    }
    seen.add(what);
  }
  return { facts, gone: all() + (dispute?.held ?? 0), seen };
};

const FOR_BUYER: ReadonlySet<string> = new Set(['RESOLVED_BUYER_FAVOUR']);

const OUTCOMES = { win: 'RESOLVED_SELLER_FAVOUR', cancel: 'CANCELED_BY_BUYER', none: 'NONE' };

export const paypalHistory = (capture: string): fc.Arbitrary<History> =>
  steps(WHATS).map((life) => play(life, capture));
