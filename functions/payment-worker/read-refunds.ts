import type { AgencyId } from '../../shared/kernel/ids.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import type { RefundsChanged } from '../../shared/payments/message.ts';
import type { TakeFact } from '../../shared/payments/take-fact.ts';
import type { Outcome } from '../../shared/queue/queue-worker.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';

/** Settles the refunds of a payment as its provider lists them: an event reported that there are some, but not which. */
export const readRefunds = async (
  connect: Connect,
  takeFact: TakeFact,
  agency: AgencyId,
  provider: Provider,
  { paymentId }: RefundsChanged,
): Promise<Outcome> => {
  const read = await (await connect(agency, provider))?.refundsOf?.(paymentId);
  // Without credentials the refunds cannot be read; the nightly pass reports that.
  if (!read) return 'done';
  if (!read.ok) return { again: read.error.code };
  for (const fact of read.value) {
    const taken = await takeFact(agency, provider, fact);
    if (!taken.ok) return { again: taken.error.code };
  }
  return 'done';
};
