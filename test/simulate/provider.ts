import { instant } from '../../shared/kernel/clock.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/messages/payment.ts';
import type { FactSource } from '../../shared/payments/source.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

const PAGE = 3;

/** A tenth of the price, so that credits always come out whole. */
type Tenths = number;

type Payment = { checkout: Checkout; id: string; paid: boolean; back: Tenths; disputed: boolean };

/**
 * A payment provider that keeps its own books: what it did with the money, in the order in which it did it. What it
 * says goes out as facts; what anybody makes of them is not its business.
 */
export class Provider {
  /** Nobody gets an answer. */
  isDown = false;
  readonly payments: Payment[] = [];
  private readonly said: PaymentFact[] = [];
  private readonly random: Random;
  private readonly turns: Turns;
  /** Told of each fact, to bring it to whom it concerns. */
  private readonly tell: (fact: PaymentFact) => void;

  constructor(turns: Turns, random: Random, tell: (fact: PaymentFact) => void) {
    this.turns = turns;
    this.random = random;
    this.tell = tell;
  }

  /** A customer pays, at once or after some days, or tries in vain. */
  pay(checkout: Checkout): void {
    const payment: Payment = { checkout, id: `pi_${checkout.id}`, paid: false, back: 0, disputed: false };
    this.payments.push(payment);
    const way = this.random.below(10);
    if (way < 3) this.say(payment, 'pending');
    if (way === 0) return this.say(payment, 'failed');
    payment.paid = true;
    this.say(payment, 'paid');
  }

  /** The agency gives a part back, or the customer contests what is left: whatever a lot may fall on. */
  change(): void {
    const paid = this.payments.filter((payment) => payment.paid && !payment.disputed && payment.back < 10);
    const [first, ...others] = paid;
    if (!first) return;
    const payment = this.random.pick([first, ...others]);
    if (this.random.chance(0.6)) this.refund(payment);
    else this.dispute(payment);
  }

  /** The credits that all payments of an account are worth, by the provider's books alone. */
  worthOf(agency: string, account: string): number {
    return this.payments
      .filter(({ checkout }) => checkout.agency === agency && checkout.account === account)
      .reduce((sum, { checkout, paid, back }) => {
        const given = checkout.credits + checkout.bonusCredits;
        return sum + (paid ? given - (given * back) / 10 : 0);
      }, 0);
  }

  /** The provider's lists, as the reconciler reads them: what happened in a stretch of time, page by page. */
  source: FactSource = async ({ from, to }, page) =>
    await this.turns.take(async () => {
      if (this.isDown) return err({ code: 'provider_unreachable' });
      const facts = this.said.filter(({ at }) => from <= at && at < to);
      const first = Number(page ?? 0);
      const next = first + PAGE < facts.length ? String(first + PAGE) : null;
      return ok({ facts: facts.slice(first, first + PAGE), next });
    });

  private refund(payment: Payment): void {
    const tenths = 1 + this.random.below(10 - payment.back);
    const refundId = `re_${payment.id}_${this.said.length}`;
    const fails = this.random.chance(0.2);
    const say = (status: 'pending' | 'succeeded' | 'failed'): void => {
      this.add({
        type: 'refund',
        paymentId: payment.id,
        refundId,
        cause: 'refund',
        status,
        money: this.moneyOf(payment, tenths),
        at: instant(this.turns.now),
      });
    };
    if (this.random.chance(0.5)) say('pending');
    say('succeeded');
    if (fails) say('failed');
    else payment.back += tenths;
  }

  private dispute(payment: Payment): void {
    const tenths = 10 - payment.back;
    const disputeId = `dp_${payment.id}`;
    payment.disputed = true;
    const say = (status: 'warning' | 'open' | 'lost' | 'won'): void => {
      this.add({
        type: 'dispute',
        paymentId: payment.id,
        disputeId,
        status,
        money: this.moneyOf(payment, tenths),
        at: instant(this.turns.now),
      });
    };
    if (this.random.chance(0.3)) say('warning');
    say('open');
    const end = this.random.below(3);
    if (end === 0) return say('won');
    if (end === 1) say('lost');
    payment.back += tenths;
  }

  private say({ id, checkout }: Payment, status: 'pending' | 'failed' | 'paid'): void {
    this.add({
      type: 'payment',
      paymentId: id,
      status,
      money: checkout.price,
      at: instant(this.turns.now),
      checkoutId: checkout.id,
      account: checkout.account,
    });
  }

  private moneyOf({ checkout: { price } }: Payment, tenths: Tenths) {
    return { amount: (price.amount * tenths) / 10, currency: price.currency };
  }

  private add(fact: PaymentFact): void {
    this.said.push(fact);
    this.tell(fact);
  }
}
