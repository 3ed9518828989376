import { buyerOf, priceFor, type Buyer } from '../../shared/store/price.ts';
import { whyNotOrder } from '../../shared/store/service.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import { orderView } from '../../shared/http/routes/store/service-views.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { timedId } from '../../shared/kernel/ids.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { runOnce } from '../../shared/ledger/operation.ts';
import type { Guarded } from '../../shared/table/guarded.ts';
import { serviceItem, type Order, type Service } from '../../shared/table/items/service.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { orderKey, orderListKey, serviceKey, settingsKey } from '../../shared/table/keys.ts';
import { decode } from '../../shared/table/table.ts';

export const createOrder =
  (ledger: Ledger): Handler<typeof serviceRoutes.createOrder> =>
  async ({ caller, params: { serviceId }, body, idempotencyKey }) => {
    const { agency, account } = caller;
    const now = ledger.now();
    // Made once, so that a transaction that is tried again writes the same order.
    const id = timedId('ord', now);
    const ordered = await runOnce(
      ledger,
      { ref: caller, name: 'order', idempotencyKey, input: { serviceId, ...body } },
      {
        keys: [settingsKey(agency), serviceKey(agency, serviceId)],
        outcome: orderView,
        decide: (read) => {
          const settings = settingsFrom(read, agency);
          const service = decode(serviceItem, read(serviceKey(agency, serviceId)));
          if (!settings || !service) return err({ code: 'not_found' as const });
          const { credits, reason } = offerTo(caller, settings, service, now);
          if (reason) return err({ code: reason });
          if (credits !== body.credits) return err({ code: 'amount_differs' as const, figures: { credits } });
          const order: Order = {
            id,
            agency,
            account,
            version: 0,
            serviceId,
            name: service.name,
            credits,
            ...(body.note !== undefined && { note: body.note }),
            at: instant(now),
          };
          return ok({
            commands: paymentOf(order),
            conclude: ({ entries }) => {
              // Beside it there may be the entry of an expiry.
              const paid = entries.find(({ kind }) => kind === 'service');
              const entry = paid && { number: paid.number, at: paid.at };
              return { outcome: order, writes: [orderWrite({ ...order, ...(entry && { entry }) })] };
            },
          });
        },
      },
    );
    return onceAnswer(ordered);
  };

/** What a service costs this customer now, and why they can't have it even so. */
const offerTo = (caller: Buyer, settings: Settings, service: Service, now: number) => {
  const buyer = buyerOf(settings, caller);
  const { price: credits } = priceFor(service, service.promotions, buyer, now);
  const isPaid = credits > 0;
  const [reason] = [
    ...whyNotOrder(service, buyer),
    ...(isPaid && !settings.creditPayments ? ['credit_payments_disabled' as const] : []),
  ];
  return { credits, reason };
};

/** What costs nothing makes no entry. */
const paymentOf = ({ id, credits, note }: Order): Command[] =>
  credits === 0
    ? []
    : [
        {
          type: 'debit',
          kind: 'service',
          amount: credits,
          reference: id,
          ...(note !== undefined && { note }),
        },
      ];

const orderWrite = (order: Order): Guarded => ({
  key: orderKey(order, order.id),
  list: orderListKey(order.agency, order.id),
  item: order,
  version: order.version,
});
