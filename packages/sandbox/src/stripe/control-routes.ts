import * as z from 'zod';
import { controlRoute } from '../control-routes.ts';
import { type Database, inTransaction } from '../database.ts';
import type { Route } from '../http/route.ts';
import { NO_REQUEST, type StripeAccount } from './account.ts';
import { expire, settle } from './checkout.ts';
import { closeDispute, escalateInquiry, moveDispute, openDispute } from './disputes.ts';
import { moveRefund } from './refunds.ts';
import type { ChargeFacts } from './resources/charge.ts';
import { show, type Kept } from './show.ts';

const nothing = z.strictObject({});
const disputeSchema = z.strictObject({
  amount: z.int().min(1).optional(),
  reason: z.string().min(1).default('fraudulent'),
  inquiry: z.boolean().default(false),
});
const statusSchema = z.strictObject({ status: z.string().min(1) });
const closeSchema = z.union([
  z.strictObject({ outcome: z.enum(['won', 'warning_closed']) }),
  z.strictObject({ outcome: z.literal('lost'), reinstated: z.int().min(0).optional() }),
]);
const refundSchema = z.strictObject({ status: z.string().min(1).nullable() });

/** @param id of the charge, of its payment intent, or of the session that it pays */
const chargeOf = (account: StripeAccount, id: string): ChargeFacts | undefined => {
  const intent = account.paymentIntents.get(account.sessions.get(id)?.payment_intent ?? id);
  return account.charges.get(intent?.latest_charge ?? id);
};

/** What happens to payments without anybody calling the API: a bank's answer, a refund that comes back, a dispute. */
export const stripeControlRoutes = (database: Database, accounts: readonly StripeAccount[]): Route[] => {
  /** Acts in the first account that knows the id; undefined when none does, or when the act does not fit. */
  const act = (attempt: (account: StripeAccount) => Kept | undefined): object | undefined =>
    inTransaction(database, () => {
      for (const account of accounts) {
        const outcome = attempt(account);
        if (outcome !== undefined) return show(account, outcome);
      }
      return undefined;
    });

  const onSession = (path: string, end: 'succeed' | 'fail' | 'expire'): Route =>
    controlRoute(path, nothing, (_body, { param }) =>
      act((account) => {
        const session = account.sessions.get(param('id'));
        if (session === undefined) return undefined;
        return end === 'expire' ? expire(account, session, NO_REQUEST) : settle(account, session, end);
      }),
    );

  return [
    onSession('/controls/sessions/:id/succeed', 'succeed'),
    onSession('/controls/sessions/:id/fail', 'fail'),
    onSession('/controls/sessions/:id/expire', 'expire'),
    controlRoute('/controls/payments/:id/dispute', disputeSchema, (wanted, { param }) =>
      act((account) => {
        const charge = chargeOf(account, param('id'));
        return charge && openDispute(account, charge, wanted);
      }),
    ),
    controlRoute('/controls/disputes/:id/escalate', nothing, (_body, { param }) =>
      act((account) => {
        const inquiry = account.disputes.get(param('id'));
        return inquiry && escalateInquiry(account, inquiry);
      }),
    ),
    controlRoute('/controls/disputes/:id/status', statusSchema, ({ status }, { param }) =>
      act((account) => {
        const dispute = account.disputes.get(param('id'));
        return dispute && moveDispute(account, dispute, status);
      }),
    ),
    controlRoute('/controls/disputes/:id/close', closeSchema, (end, { param }) =>
      act((account) => {
        const dispute = account.disputes.get(param('id'));
        const reinstated = end.outcome === 'lost' ? end.reinstated : undefined;
        return dispute && closeDispute(account, dispute, end.outcome, reinstated);
      }),
    ),
    controlRoute('/controls/refunds/:id', refundSchema, ({ status }, { param }) =>
      act((account) => {
        const refund = account.refunds.get(param('id'));
        return refund && moveRefund(account, refund, status);
      }),
    ),
  ];
};
