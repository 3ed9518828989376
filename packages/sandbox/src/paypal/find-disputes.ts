import type { PaypalAccount } from './account.ts';
import { type DisputeFacts, paymentsIn } from './resources/dispute-facts.ts';

/** More disputes than a payment has. */
const MAX_DISPUTES = 1_000;

export const isAbout = (dispute: DisputeFacts, capture: string): boolean =>
  paymentsIn(dispute).some((payment) => payment.capture === capture);

/** @returns whether a capture is contested and nothing decided yet */
export const isContested = (account: PaypalAccount, capture: string): boolean =>
  account.disputes
    .list({ limit: MAX_DISPUTES })
    .some((dispute) => dispute.status !== 'RESOLVED' && isAbout(dispute, capture));
