import type { AgencyId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import { checkoutKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { checkoutWrite } from './checkout.ts';
import type { PaymentFact } from './message.ts';

/** Notes that nobody can pay at a checkout any more. No credits move by it. */
export const closeCheckout = (
  ledger: Ledger,
  agency: AgencyId,
  { account, checkoutId, at: closedAt }: Extract<PaymentFact, { type: 'checkout_closed' }>,
): Promise<Result<unknown, Busy>> => {
  const key = checkoutKey({ agency, account }, checkoutId);
  return run(ledger, {
    keys: [key],
    decide: (read): Result<RecordDecision<undefined>, never> => {
      const checkout = decode(checkoutItem, read(key));
      const isOpen = checkout !== undefined && checkout.closedAt === undefined;
      const writes = isOpen ? [checkoutWrite({ ...checkout, closedAt })] : [];
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  });
};
