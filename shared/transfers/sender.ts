import { movementEntry } from '../account/on-behalf.ts';
import type { Actor } from '../agency/audit-log.ts';
import type { AccountId } from '../kernel/ids.ts';
import type { Payer } from '../spenders/spender.ts';
import type { Sender } from './send.ts';

/** A customer, who sends own credits. */
export const customerOf = ({ agency, account, spender, approved }: Payer): Sender => ({
  ref: { agency, account },
  side: 'customer',
  spender,
  approved,
});

/** An account whose credits the agency's staff send on its behalf, which the audit log keeps. */
export const onBehalfOf = (who: Actor, account: AccountId): Sender => ({
  ref: { agency: who.agency, account },
  side: 'agency',
  spender: undefined,
  besides: (sent, now) => [movementEntry(who, 'transfer', account, sent, now)],
});
