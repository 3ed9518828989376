import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import { timedId, type AccountRef, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { listOfAny, readOfAny } from '../ledger/of-any.ts';
import { restrictedPart } from '../ledger/restricted.ts';
import { once, type KeyReused, type Recorded } from '../ledger/once.ts';
import type { Busy, Decision, Done } from '../ledger/run.ts';
import { holdWrite } from '../holds/hold.ts';
import { entryPlace } from '../table/items/entry.ts';
import {
  orderItem,
  serviceItem,
  type Order,
  type OrderStatus,
  type Service,
} from '../table/items/service.ts';
import type { Settings } from '../table/items/settings.ts';
import {
  accountKey,
  orderKey,
  ordersList,
  ordersPartition,
  serviceKey,
  settingsKey,
  slotsKey,
} from '../table/keys.ts';
import { listPage, type PageRequest } from '../table/list.ts';
import { decode } from '../table/table.ts';
import { holdOfOrder, orderWrite, reasonOfOrder } from './order-record.ts';
import { buyerOf, priceFor, type Buyer } from './price.ts';
import { isVisible, type OrderReason, whyNotOrder } from './service.ts';
import { slotsAsTheyAre } from './slots.ts';

/** What is ordered, and the price (credits) that the customer saw. */
export type OrderRequest = { serviceId: string; credits: number; note?: string | undefined };

type OrderRefusal =
  | KeyReused
  | { code: 'not_found' | OrderReason | 'credit_payments_disabled' }
  | { code: 'amount_differs'; credits: number };

/** Orders a service and pays it, or holds its credits until it is done, in one transaction. A price other than the one that the customer saw is refused. */
export const placeOrder = (
  ledger: Ledger,
  buyer: Buyer & Payer,
  input: OrderRequest,
  idempotencyKey: string,
): Promise<Result<Done<Order>, OrderRefusal | BudgetRefusal | RefusalOf<'debit' | 'hold'> | Busy>> => {
  const { agency, region, spender } = buyer;
  // Made once, so that a transaction that is tried again writes the same order.
  const id = timedId('ord', ledger.now());
  const isFree = input.credits === 0;
  return runUnderBudget(
    ledger,
    buyer,
    { kind: 'order', key: idempotencyKey, ...input, region },
    once({ ref: buyer, name: 'order', idempotencyKey, input }, recordedWith(input), () => ({
      keys: [
        accountKey(buyer),
        settingsKey(agency),
        serviceKey(agency, input.serviceId),
        ...(isFree ? [slotsKey(buyer, 'requests')] : []),
      ],
      decide: (read, now): Result<Decision<Order, 'debit' | 'hold'>, OrderRefusal> => {
        const settings = settingsFrom(read, agency);
        const service = decode(serviceItem, read(serviceKey(agency, input.serviceId)));
        if (!settings || !service || !isVisible(service, buyer)) return err({ code: 'not_found' });
        const { credits, reason } = offerTo(buyer, settings, service, now);
        if (reason) return err({ code: reason });
        if (credits !== input.credits) return err({ code: 'amount_differs', credits });
        const order = newOrder(buyer, service, { ...input, id, now });
        return ok({
          account: buyer,
          commands: paymentOf(order),
          conclude: ([paid]) => {
            const payment = paid && { entry: entryPlace.parse(paid), ...restrictedPart(paid) };
            const outcome = { ...order, ...payment };
            const held = order.hold ? [holdWrite(holdOfOrder(order, spender))] : [];
            // What costs nothing leaves the account as it is: a merge at the same moment sees it by these.
            const seen = isFree ? [slotsAsTheyAre(read, buyer, 'requests')] : [];
            return { outcome, writes: [orderWrite(outcome), ...held, ...seen] };
          },
        });
      },
    })),
  );
};

/** The record keeps no note. */
const recordedWith = ({ note }: OrderRequest): Recorded<Order> => ({
  schema: orderItem,
  without: ({ note: _, ...order }) => order,
  restored: (order) => ({ ...order, ...(note !== undefined && { note }) }),
});

/** What a service costs this customer now, and why they can't have it even so. */
const offerTo = (caller: Buyer, settings: Settings, service: Service, now: number) => {
  const buyer = buyerOf(settings, caller);
  const { price: credits } = priceFor(service, service.promotions, buyer, now);
  const [reason] = [
    ...whyNotOrder(service, buyer),
    ...(credits > 0 && !settings.creditPayments ? ['credit_payments_disabled' as const] : []),
  ];
  return { credits, reason };
};

const newOrder = (
  { agency, account }: Buyer,
  { id: serviceId, name, payment }: Service,
  { id, credits, note, now }: OrderRequest & { id: string; now: number },
): Order => ({
  id,
  agency,
  account,
  version: 0,
  serviceId,
  name,
  credits,
  ...(note !== undefined && { note }),
  at: instant(now),
  status: 'new',
  ...(payment === 'when_done' && credits > 0 && { hold: 'open' }),
});

/** What costs nothing moves nothing. What is paid when it is done is held without an end: the order has one. */
const paymentOf = (order: Order): CommandOf<'debit' | 'hold'>[] => {
  const { id, serviceId: service, credits: amount, hold } = order;
  const purpose = { service };
  if (hold) return [{ type: 'hold', hold: id, amount, purpose }];
  return amount === 0 ? [] : [{ type: 'debit', amount, ...reasonOfOrder(order), purpose }];
};

/** The orders of an account and of those that merged into it, newest first. */
export const ordersOf = ({ table }: Ledger, ref: AccountRef, { status, ...range }: OrdersRequest) =>
  listOfAny(table, ref, ordersPartition, {
    item: orderItem,
    newestFirst: true,
    where: { status },
    ...range,
  });

/** @param status undefined for all */
type OrdersRequest = PageRequest & { status?: OrderStatus | undefined };

/** An agency's orders of all its accounts, newest first: one Query on the index. */
export const agencyOrders = ({ table }: Ledger, agency: AgencyId, { status, ...range }: OrdersRequest) =>
  listPage(table, {
    partition: ordersList(agency),
    inIndex: true,
    item: orderItem,
    newestFirst: true,
    where: { status },
    ...range,
  });

/** An order of the account, or of one that merged into it. */
export const orderOf = ({ table }: Ledger, ref: AccountRef, id: string): Promise<Order | undefined> =>
  readOfAny(table, ref, (one) => orderKey(one, id), orderItem);
