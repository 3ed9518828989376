import type * as z from 'zod';
import type { checkoutView } from '../../shared/http/routes/checkout-views.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Random } from './random.ts';

/** The answer to a customer who began to pay. */
export type Offer = z.infer<typeof checkoutView>;

/** Money that a provider says of a payment, in minor units: what came, and what of it has left again. */
export type Books = { paid: number; back: number };

/** A payment at one of the providers, as its sandbox shows and controls it. */
export type Payment = {
  /** The customer pays, at once or slowly, or tries in vain. */
  pay: () => void;
  /** Something happens to what was paid: whatever a lot falls on, if the provider has it. */
  change: () => void;
  books: () => Books;
};

/** Does at the providers what a browser, a bank or an agency's back office does there. @returns the JSON answered */
export type Act = (
  method: 'GET' | 'POST',
  path: string,
  more?: { headers?: Record<string, string>; body?: string },
) => unknown;

/** A part of a price, in tenths, so that credits always come out whole. */
export const tenthsOf = ({ price }: Offer, random: Random): number =>
  (price.amount / 10) * (1 + random.below(10));

/** All payments of the scenario, and what they are worth by the providers' own books. */
export class Payments {
  private readonly made: { ref: AccountRef; offer: Offer; payment: Payment }[] = [];
  private readonly random: Random;
  private readonly open: (agency: string, offer: Offer) => Payment;

  constructor(random: Random, open: (agency: string, offer: Offer) => Payment) {
    this.random = random;
    this.open = open;
  }

  pay(ref: AccountRef, offer: Offer): void {
    const payment = this.open(ref.agency, offer);
    this.made.push({ ref, offer, payment });
    payment.pay();
  }

  change(agency: string): void {
    const [first, ...others] = this.made.filter(({ ref }) => ref.agency === agency);
    if (first) this.random.pick([first, ...others]).payment.change();
  }

  /** @returns credits */
  worthOf({ agency, account }: AccountRef): number {
    return this.made
      .filter(({ ref }) => ref.agency === agency && ref.account === account)
      .reduce((sum, { offer: { credits, bonusCredits, price }, payment }) => {
        const { paid, back } = payment.books();
        return sum + ((credits + bonusCredits) * (paid - Math.min(paid, back))) / price.amount;
      }, 0);
  }
}
