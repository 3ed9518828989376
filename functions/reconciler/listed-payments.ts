import type { PaymentFact } from '../../shared/payments/message.ts';
import type { Place } from '../../shared/table/items/reconciliation.ts';
import { isFirstWindow, type Route } from './walk.ts';

const PAYMENTS_LIST = 'payments';

/** The payments that the provider lists for a span, and whether this run has read the whole list. */
export class ListedPayments {
  ids = new Set<string>();
  private hasAll = false;

  take(route: Route, place: Place, facts: readonly PaymentFact[]): void {
    if (place.source !== PAYMENTS_LIST) return;
    if (place.page === null && isFirstWindow(route, place)) {
      this.ids = new Set();
      this.hasAll = true;
    }
    for (const fact of facts) if (fact.type === 'payment') this.ids.add(fact.paymentId);
  }

  /** A part of a list was not read. */
  miss({ source }: Place): void {
    if (source === PAYMENTS_LIST) this.hasAll = false;
  }

  isWhole = ({ source }: Place): boolean => source === PAYMENTS_LIST && this.hasAll;
}
