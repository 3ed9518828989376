import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { timedId } from '../kernel/ids.ts';
import { termsOf, type Offer } from '../store/offer.ts';
import type { Guarded } from '../table/guarded.ts';
import {
  creditRequestPointerItem,
  creditRequestItem,
  type CreditRequest,
} from '../table/items/credit-request.ts';
import type { CreditRequestPolicy } from '../table/items/settings.ts';
import { soldNumber } from '../table/items/only-for.ts';
import { creditRequestKey, creditRequestListKey, creditRequestPointerKey } from '../table/keys.ts';
import { paymentReference } from './reference.ts';
import { HOUR_MS } from '../kernel/durations.ts';

export type RequestStart = {
  ref: AccountRef;
  requestedBy: string;
  method: CreditRequest['method'];
  packageId: string | undefined;
  /** What is bought, at what price. */
  offer: Offer;
  policy: CreditRequestPolicy;
  /** Milliseconds since the epoch. */
  now: number;
};

/** A request with its price, its steps and its times fixed: what the agency changes later does not touch it. */
export const beginCreditRequest = ({
  ref,
  packageId,
  offer,
  policy,
  now,
  ...asked
}: RequestStart): CreditRequest => ({
  id: timedId('req', now),
  agency: ref.agency,
  account: ref.account,
  version: 0,
  requestedBy: asked.requestedBy,
  method: asked.method,
  ...(packageId !== undefined && { packageId }),
  ...termsOf(offer),
  label: offer.label,
  reference: paymentReference(),
  steps: policy.steps
    .filter(({ fromCredits = 0 }) => offer.credits + offer.bonusCredits >= fromCredits)
    .map(({ name, role }) => ({ name, ...(role !== undefined && { role }) })),
  decisions: [],
  status: 'pending',
  proofs: 0,
  uploads: 0,
  createdAt: instant(now),
  remindAt: instant(now + policy.remindAfterHours * HOUR_MS),
  expiresAt: instant(now + policy.expireAfterDays * 24 * HOUR_MS),
});

/** The write of a request as it was read and changed: its version is the one read. */
export const creditRequestWrite = (request: CreditRequest): Guarded => ({
  key: creditRequestKey(request.agency, request.id),
  list: creditRequestListKey(request.agency, request),
  schema: creditRequestItem,
  number: soldNumber(request),
  item: request,
  version: request.version,
});

/** The line in the account's own list: written once, with the request. */
export const creditRequestPointerWrite = (request: CreditRequest): Guarded => ({
  key: creditRequestPointerKey(request, request.id),
  schema: creditRequestPointerItem,
  item: { id: request.id },
  version: 0,
});
