import type { OnlyFor, PriceBreakdown, Reason } from '@scrip/client';
import type { Fault } from '../core/connection.ts';
import type { Purchased } from '../public.ts';

/** A price to agree to. */
export type Price = PriceBreakdown & {
  /** Until when it is locked, by the device's clock, where it is. */
  until?: string;
  /** What of it credits for some things only pay. */
  restricted?: number;
};

/** What becomes of an attempt: done, or why not; another price is asked about, never just paid. */
export type Outcome<Done> = { done: Done } | { price: Price } | { short: number } | { fault: Fault };

/** Something that credits pay: a product, a service or an invoice. */
export type Thing = {
  what: Purchased['what'];
  name: string;
  description: string | undefined;
  /** What it is, as restrictions of credits name it. */
  purpose: OnlyFor;
  /** Undefined where credits can't pay it. */
  price: Price | undefined;
  /** Its credits are only held until it is done. */
  isHeld?: boolean;
  /** It is owned, or paid. */
  isDone: boolean;
  /** Why it can't be had now. */
  reasons: readonly Reason[];
  /** Asks for the price to agree to. */
  ask: (price: Price) => Promise<Outcome<Price>>;
  /** Pays the price that was agreed to. */
  pay: (price: Price) => Promise<Outcome<Purchased>>;
};
