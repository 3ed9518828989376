import type { AccountRef } from '../kernel/ids.ts';
import type { AccountBalance } from '../ledger/account.ts';
import { MAX_HOLDS } from '../ledger/holds.ts';
import type { Service } from '../table/items/service.ts';
import { isEligible, isReserved, type Buyer } from './price.ts';

/** Whether an account may know of a service. */
export const isVisible = ({ onSale, eligibility }: Service, ref: AccountRef): boolean =>
  onSale && !isReserved(eligibility, ref);

/** Why a service can't be ordered with credits, by the codes that the API answers with. */
export type OrderReason = 'not_eligible' | 'credits_not_accepted';

/** @returns every reason why a buyer who may know of the service can't order it with credits, however many they have */
export const whyNotOrder = ({ creditsAccepted, eligibility }: Service, buyer: Buyer): OrderReason[] => [
  ...(isEligible(eligibility, buyer) ? [] : ['not_eligible' as const]),
  ...(creditsAccepted ? [] : ['credits_not_accepted' as const]),
];

/** @returns `hold_limit` where an order at this price would hold its credits, and the account has no room for one more hold */
export const whyNotHold = (
  { payment }: Service,
  { openHolds }: AccountBalance,
  credits: number,
): 'hold_limit'[] => (payment === 'when_done' && credits > 0 && openHolds >= MAX_HOLDS ? ['hold_limit'] : []);
