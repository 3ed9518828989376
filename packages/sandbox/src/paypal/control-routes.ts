import * as z from 'zod';
import { controlRoute } from '../control-routes.ts';
import { type Database, inTransaction } from '../database.ts';
import type { Route } from '../http/route.ts';
import type { PaypalAccount } from './account.ts';
import { openDispute, reopenDispute, updateDispute } from './disputes.ts';
import { changeOutcome } from './orders.ts';
import { endCapture } from './payments.ts';
import { demandRefundable, giveBack, isPaid, leftOf } from './refunds.ts';
import type { CaptureFacts } from './resources/capture.ts';
import {
  cryptocurrency,
  disputeChannel,
  type DisputeFacts,
  disputeStage,
  openStatus,
} from './resources/dispute-facts.ts';
import { captureOutcome } from './resources/order.ts';
import { decision, resolveDispute } from './resolve-dispute.ts';
import { type Kept, show } from './show.ts';
import type { Tokens } from './tokens.ts';

const nothing = z.strictObject({});
/** In minor units; all that is left when it is not given. */
const amount = z.int().min(1).optional();
const refundSchema = z.strictObject({ amount, note: z.string().min(1).max(255).nullable().default(null) });
const reverseSchema = z.strictObject({ amount });
const disputeSchema = z.strictObject({
  amount,
  reason: z.string().min(1).default('MERCHANDISE_OR_SERVICE_NOT_RECEIVED'),
  stage: disputeStage.default('INQUIRY'),
  channel: disputeChannel.default('INTERNAL'),
  /** The other captures, or orders, that it is about. */
  with: z.array(z.string()).default([]),
  asset: cryptocurrency.nullable().default(null),
  omitted: z.array(z.string()).default([]),
});
const updateSchema = z.strictObject({ stage: disputeStage, status: openStatus }).partial();
const reopenSchema = z.strictObject({ stage: disputeStage.default('PRE_ARBITRATION') });

/** @param id of the capture, or of the order that it pays */
const captureOf = (account: PaypalAccount, id: string): CaptureFacts | undefined =>
  account.captures.get(account.orders.get(id)?.capture ?? id);

/** What happens to payments without anybody calling the API. */
export const paypalControlRoutes = (
  database: Database,
  accounts: readonly PaypalAccount[],
  tokens: Tokens,
): Route[] => {
  /** Acts in the first account that knows the id; undefined when none does, or when the act does not fit. */
  const act = (attempt: (account: PaypalAccount) => Kept | undefined): object | undefined =>
    inTransaction(database, () => {
      for (const account of accounts) {
        const outcome = attempt(account);
        if (outcome !== undefined) return show(account, outcome);
      }
      return undefined;
    });

  /** A capture is found by its own id, and by its order's. */
  const onCapture = <Body>(
    what: string,
    schema: z.ZodType<Body>,
    change: (account: PaypalAccount, capture: CaptureFacts, body: Body) => Kept | undefined,
  ): Route =>
    controlRoute(`/controls/paypal/captures/:id/${what}`, schema, (body, { param }) =>
      act((account) => {
        const capture = captureOf(account, param('id'));
        return capture && change(account, capture, body);
      }),
    );

  const onDispute = <Body>(
    what: string,
    schema: z.ZodType<Body>,
    change: (account: PaypalAccount, dispute: DisputeFacts, body: Body) => Kept | undefined,
  ): Route =>
    controlRoute(`/controls/paypal/disputes/:id/${what}`, schema, (body, { param }) =>
      act((account) => {
        const dispute = account.disputes.get(param('id'));
        return dispute && change(account, dispute, body);
      }),
    );

  return [
    controlRoute('/controls/paypal/orders/:id/capture', captureOutcome, (outcome, { param }) =>
      act((account) => {
        const order = account.orders.get(param('id'));
        return order && changeOutcome(account, order, outcome);
      }),
    ),
    onCapture('complete', nothing, (account, capture) => endCapture(account, capture, 'complete')),
    onCapture('deny', nothing, (account, capture) => endCapture(account, capture, 'deny')),
    onCapture('refund', refundSchema, (account, capture, { amount: wanted = leftOf(capture), note }) => {
      demandRefundable(account, capture, wanted);
      return giveBack(account, capture, { amount: wanted, cause: 'refund', note });
    }),
    onCapture('reverse', reverseSchema, (account, capture, { amount: wanted = leftOf(capture) }) =>
      isPaid(capture) && wanted > 0 && wanted <= leftOf(capture)
        ? giveBack(account, capture, { amount: wanted, cause: 'reversal', note: 'Payment reversed' })
        : undefined,
    ),
    onCapture('dispute', disputeSchema, (account, capture, { with: ids, ...wanted }) => {
      const others = ids.map((id) => captureOf(account, id)).filter((other) => other !== undefined);
      return others.length < ids.length ? undefined : openDispute(account, [capture, ...others], wanted);
    }),
    onDispute('update', updateSchema, (account, dispute, { stage, status }) =>
      updateDispute(account, dispute, {
        stage: stage ?? dispute.stage,
        status: status ?? (stage === undefined ? dispute.status : 'UNDER_REVIEW'),
      }),
    ),
    onDispute('resolve', decision, resolveDispute),
    onDispute('reopen', reopenSchema, (account, dispute, { stage }) =>
      reopenDispute(account, dispute, stage),
    ),
    controlRoute('/controls/paypal/tokens/expire', nothing, () => {
      tokens.expireAll();
      return { expired: true };
    }),
  ];
};
