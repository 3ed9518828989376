import { checkoutView } from '../../shared/http/routes/checkout-views.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import type { Intent } from './intent.ts';
import type { World } from './lives.ts';
import { idIn, itsMoneyBack, theQuoted, toComeBack, type Wisher } from './wishes.ts';

type Ask = (intent: Intent) => Promise<Intent>;

/** Pays an offer at the provider, at once or later, and sometimes comes back from there. */
export const payCheckout = async (
  { system, turns, random }: World,
  wisher: Wisher,
  { answer }: Intent,
  ask: Ask,
): Promise<void> => {
  const offer = checkoutView.parse(answer?.body);
  if (offer.url === undefined) return;
  await turns.rest(random.pick([0, 0, HOUR_MS, 3 * HOUR_MS]));
  system.till.pay(wisher.ref, offer);
  if (random.chance(0.4)) await ask(toComeBack(wisher, offer.id));
};

/** Buys what was quoted, and sometimes wants the money back. */
export const buyQuoted = async (wisher: Wisher, quoteId: string, ask: Ask): Promise<void> => {
  const purchaseId = idIn(await ask(theQuoted(wisher, quoteId)));
  if (purchaseId !== undefined && wisher.random.chance(0.5)) await ask(itsMoneyBack(wisher, purchaseId));
};
