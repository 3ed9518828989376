import { spendOnBehalf } from '../account/on-behalf.ts';
import { spend } from '../account/spend.ts';
import { customerOf as holderOf, staffOf } from '../holds/hold-caller.ts';
import { makeHold } from '../holds/make-hold.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Preview } from '../ledger/run.ts';
import { statusOf } from '../spenders/approval.ts';
import type { ApprovalRefusal } from '../spenders/ask.ts';
import type { SpenderCaller } from '../spenders/spender-caller.ts';
import { buy } from '../store/buy.ts';
import { makeGift } from '../store/make-gift.ts';
import { placeOrder } from '../store/order.ts';
import { payInvoice } from '../store/pay-invoice.ts';
import type { Approval, Wish } from '../table/items/approval.ts';
import { customerOf as senderOf } from '../transfers/sender.ts';
import { sendCredits } from '../transfers/send.ts';
import { approvalIn, notOpen, type NotOpen } from './read-approvals.ts';

/** @property preview of a dry run */
type Approved = { approval: Approval; preview?: Preview };

/** What is never the answer where the owner approves; but that somebody else decides meanwhile. */
type OfBudgets = ApprovalRefusal['code'] | 'budget_exceeded' | 'spender_restricted' | 'quote_expired';

type GrantRefusal = Exclude<
  Extract<Awaited<ReturnType<typeof grant>>, { ok: false }>['error'],
  { code: OfBudgets }
>;

type ApproveRefusal = NotOpen | GrantRefusal | { code: 'not_found' | 'approval_superseded' };

/**
 * Approves: what was asked for is done as the spender, beyond its budget and counted in it, in one transaction with the
 * decision. Where it is refused, as for want of credits, the approval stays open. Asked again, it answers the same.
 */
export const approve = async <Refused>(
  ledger: Ledger,
  { ref, refusal }: SpenderCaller<Refused>,
  id: string,
): Promise<Result<Approved, Refused | ApproveRefusal>> => {
  if (refusal !== undefined) return err(refusal);
  const approval = await approvalIn(ledger, ref, id);
  if (!approval) return err({ code: 'not_found' });
  const { wish, spender } = approval;
  const status = statusOf(approval, instant(ledger.now()));
  if (status === 'approved') return ok({ approval });
  if (status !== 'open' || !wish) return err(notOpen(status));
  const done = await grant(ledger, { ...ref, spender, approved: true }, wish);
  if (done.ok && done.value.preview) return ok({ approval, preview: done.value.preview });
  // Somebody else may have decided meanwhile.
  const after = (await approvalIn(ledger, ref, id)) ?? approval;
  const now = statusOf(after, instant(ledger.now()));
  if (now === 'approved') return ok({ approval: after });
  if (done.ok) return err({ code: 'approval_superseded' });
  const { error } = done;
  switch (error.code) {
    case 'approval_pending':
    case 'approval_declined':
    case 'approval_limit':
    case 'budget_exceeded':
    case 'spender_restricted':
    case 'quote_expired':
      return err(notOpen(now));
    default:
      return err(error);
  }
};

type Granted = AccountRef & { spender: string; approved: true };

/** Does what was asked for, by the operation that was asked for it. */
const grant = (ledger: Ledger, payer: Granted, wish: Wish) => {
  const { agency, account, spender, approved } = payer;
  switch (wish.kind) {
    case 'spend': {
      const { kind: name, by: actor, key: idempotencyKey, ...input } = wish;
      return actor === undefined
        ? spend(ledger, { name, payer, idempotencyKey, input })
        : spendOnBehalf(ledger, { agency, actor }, account, { ...input, spender, approved }, idempotencyKey);
    }
    case 'hold': {
      const { kind: _, by: actor, key, ...input } = wish;
      const caller = actor === undefined ? holderOf(payer) : staffOf({ agency, actor }, account, payer);
      return makeHold(ledger, caller, input, key);
    }
    case 'transfer': {
      const { kind: _, key, ...input } = wish;
      return sendCredits(ledger, senderOf(payer), input, key);
    }
    case 'gift': {
      const { kind: _, key, ...input } = wish;
      return makeGift(ledger, payer, input, key);
    }
    case 'order': {
      const { kind: _, key, region, ...input } = wish;
      return placeOrder(ledger, { ...payer, region }, input, key);
    }
    case 'purchase':
      return buy(ledger, payer, wish.quoteId);
    case 'invoice':
      return payInvoice(ledger, payer, wish.invoiceId, wish.credits);
  }
};
