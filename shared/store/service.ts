import type { AccountRef } from '../kernel/ids.ts';
import type { Service } from '../table/items/service.ts';
import { isEligible, isReserved, type Buyer } from './price.ts';

/** Whether an account may know of a service. */
export const isVisible = ({ onSale, eligibility }: Service, ref: AccountRef): boolean =>
  onSale && !isReserved(eligibility, ref);

/** @returns every reason why a buyer who may know of the service can't order it with credits, however many they have */
export const whyNotOrder = ({ creditsAccepted, eligibility }: Service, buyer: Buyer): 'not_eligible'[] =>
  creditsAccepted && isEligible(eligibility, buyer) ? [] : ['not_eligible'];
