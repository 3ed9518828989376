import { createAdjustment, getAgencyAccount } from '@scrip/client';
import { toast } from '../../design/toast.tsx';
import { creditsMoved, noteSessionEnd } from '../../data/query.ts';
import { problemIn } from '../form/problem.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { type Added, wouldTakeBack } from './take-back.ts';

/** Whether a removal now would take what was added. False also where the account can't be read. */
export const canTakeBack = async (accountId: string, added: Added): Promise<boolean> => {
  const account = await client.call(getAgencyAccount, { params: { accountId } });
  noteSessionEnd(account);
  return account.ok && wouldTakeBack(account.value.lots, added);
};

/**
 * Removes credits that an adjustment added, once: its ID is the idempotency key, whoever presses how often, in which tab.
 * @param adjustmentId of the adjustment that added them
 */
export const takeBack = async (
  accountId: string,
  adjustmentId: string,
  added: Added & { reason: string },
): Promise<void> => {
  if (!(await canTakeBack(accountId, added))) {
    toast(t.value.accounts.undoTooLate);
    return;
  }
  const undone = await client.call(
    createAdjustment,
    {
      params: { accountId },
      body: {
        type: 'out',
        amount: added.amount,
        reason: t.value.accounts.undoReason(added.reason),
        ...(added.onlyFor && { onlyFor: added.onlyFor }),
      },
    },
    { idempotencyKey: `undo-${adjustmentId}` },
  );
  noteSessionEnd(undone);
  creditsMoved();
  toast(undone.ok ? t.value.form.undone : problemIn(undone.failure));
};
