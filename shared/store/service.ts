import type { Service } from '../table/items/service.ts';
import { isEligible, type Buyer } from './price.ts';

/** @returns every reason why this buyer can't order the service with credits, however many they have */
export const whyNotOrder = (
  { onSale, creditsAccepted, eligibility }: Service,
  buyer: Buyer,
): ('service_not_available' | 'not_eligible')[] => [
  ...(onSale ? [] : ['service_not_available' as const]),
  ...(creditsAccepted && isEligible(eligibility, buyer) ? [] : ['not_eligible' as const]),
];
