import type { AgencyId } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import type { Provider } from '../table/items/payment-status.ts';
import { checkoutsList } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import type { Table } from '../table/table.ts';
import type { PaymentFact } from './message.ts';
import type { Connection } from './provider.ts';
import { receiptOf } from './receipts.ts';
import { isNotPermitted, type FactSource, type Skipped } from './source.ts';

/** Calls to the provider at most. */
const MAX_CALLS_PER_PAGE = 10;

/**
 * Asks the provider for the payment of each of our checkouts without a known outcome, which also captures what its customer
 * approved. For a provider that captures only when asked: none of its lists has approved orders.
 */
export const unpaidCheckouts =
  (
    { ask }: Connection,
    { table, now }: { table: Table; now: () => number },
    { agency, provider }: { agency: AgencyId; provider: Provider },
  ): FactSource =>
  async ({ from, to }, page) => {
    const listed = await listPage(table, {
      partition: checkoutsList(agency),
      inIndex: true,
      item: checkoutItem,
      limit: MAX_CALLS_PER_PAGE,
      from,
      to,
      cursor: page ?? undefined,
    });
    if (!listed.ok) return err({ code: 'provider_refused', issue: listed.error.code });
    const facts: PaymentFact[] = [];
    const skipped: Skipped[] = [];
    for (const checkout of listed.value.items) {
      if (checkout.provider !== provider || !checkout.session) continue;
      const receipt = await receiptOf(table, checkout);
      if (receipt?.payment?.status === 'paid') continue;
      const answer = await ask(checkout, checkout.session, now());
      if (answer.ok) facts.push(...answer.value);
      else if (answer.error.code === 'provider_unreachable' || isNotPermitted(answer.error)) return answer;
      else skipped.push({ id: checkout.id, issue: answer.error.issue ?? answer.error.code });
    }
    return ok({ facts, skipped, next: listed.value.cursor });
  };
