import type { AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count, time } from '../kernel/metrics.ts';
import type { Provider } from '../table/items/payment-status.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Refusal } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { PaymentFact } from './message.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { followLots } from './follow-lots.ts';
import { noteOnCheckout } from './note-on-checkout.ts';
import { located } from './locate.ts';
import { settle, type Settled } from './settle.ts';

/** What became of a fact. One about a checkout, and somebody else's sale, have no receipt. */
export type Taken = { outcome: Settled['outcome']; receipt?: Receipt };

export type TakeFact = (
  agency: AgencyId,
  provider: Provider,
  fact: PaymentFact,
) => Promise<Result<Taken, Refusal | Busy>>;

/** Settles any fact, from the payment worker as from the reconciler. */
export const takeFactsInto =
  (ledger: Ledger): TakeFact =>
  async (agency, provider, stated) => {
    const fact = await located(ledger.table, agency, stated);
    if ('paymentId' in fact) {
      const settled = await settle(ledger, agency, provider, fact);
      if (settled.ok && settled.value.outcome === 'foreign') {
        count('ForeignPayments');
        return ok({ outcome: 'foreign' });
      }
      if (settled.ok && settled.value.outcome !== 'repeated') noteFlag(settled.value.receipt);
      if (settled.ok && settled.value.outcome === 'moved' && fact.type === 'payment')
        time('SettleLag', ledger.now() - Date.parse(fact.at));
      if (!settled.ok) return settled;
      const followed = await followLots(ledger, settled.value.receipt);
      return followed.ok ? settled : followed;
    }
    const noted = await noteOnCheckout(ledger, agency, fact);
    return noted.ok ? ok({ outcome: 'noted' }) : noted;
  };

const noteFlag = ({ flag, payment, agency, provider, paymentId, checkoutId }: Receipt): void => {
  if (flag) {
    log.warn('payment flagged', { agency, provider, payment: paymentId, checkout: checkoutId, flag });
    count('PaymentsFlagged');
  }
  // A refund or dispute of an unknown payment waits on its receipt.
  if (!payment) count('FactsParked');
};
