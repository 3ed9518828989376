import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { invoiceRoutes as agencyInvoiceRoutes } from '../../shared/http/routes/agency/invoices.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Intent } from './intent.ts';
import { isMerging } from './merging-of-accounts.ts';
import type { System } from './system.ts';
import { idIn, keyed, type Wisher } from './wishes.ts';

/** Somebody else's record, as a caller who knows its id sees it. */
type Thing = { owner: AccountRef; kind: Intent['kind']; id: string };

type Way = Pick<Intent, 'handler' | 'route' | 'request'>;

/** What a customer may try with the id of another's thing. */
const waysOfCustomers = ({ system, key }: Wisher, { kind, id }: Thing): Way[] => {
  const { store: handler, checkout } = system;
  switch (kind) {
    case 'checkout':
      return [
        { handler: checkout, route: checkoutRoutes.getCheckout, request: { params: { checkoutId: id } } },
        {
          handler: checkout,
          route: checkoutRoutes.completeCheckout,
          request: { params: { checkoutId: id } },
        },
      ];
    case 'quote':
      return [
        { handler, route: storeRoutes.getQuote, request: { params: { quoteId: id } } },
        { handler, route: storeRoutes.createPurchase, request: keyed(key, { quoteId: id }) },
      ];
    case 'purchase':
      return [
        { handler, route: storeRoutes.getPurchase, request: { params: { purchaseId: id } } },
        { handler, route: storeRoutes.refundPurchase, request: { params: { purchaseId: id } } },
      ];
    case 'order':
    case 'held_order':
      return [
        { handler, route: storeRoutes.getOrder, request: { params: { orderId: id } } },
        { handler, route: storeRoutes.cancelOrder, request: { params: { orderId: id } } },
      ];
    case 'request':
      return [
        { handler, route: storeRoutes.getCreditRequest, request: { params: { requestId: id } } },
        { handler, route: storeRoutes.cancelCreditRequest, request: { params: { requestId: id } } },
      ];
    case 'issue':
      return [
        { handler, route: storeRoutes.getInvoice, request: { params: { invoiceId: id } } },
        {
          handler,
          route: storeRoutes.payInvoice,
          request: { ...keyed(key, { credits: 40 }), params: { invoiceId: id } },
        },
      ];
    default:
      return [];
  }
};

/** What somebody at another agency may try: an account of the same name they may well have. */
const waysOfAgencies = ({ system, ref }: Wisher, { owner, kind, id }: Thing): Way[] => {
  if (owner.agency === ref.agency) return [];
  const caller = { caller: { agency_id: ref.agency, sub: 'mallory', roles: ['finance'] } };
  const invoice = { ...caller, params: { accountId: owner.account, invoiceId: id } };
  const body = { approve: true, step: 'review', note: 'seen' };
  const { agency, decisions } = system;
  switch (kind) {
    case 'issue':
      return [
        { handler: agency, route: agencyInvoiceRoutes.getAgencyInvoice, request: invoice },
        { handler: agency, route: agencyInvoiceRoutes.voidInvoice, request: invoice },
      ];
    case 'request':
      return [
        {
          handler: decisions,
          route: agencyCreditRequestRoutes.decideCreditRequest,
          request: { ...caller, params: { requestId: id }, body },
        },
      ];
    default:
      return [];
  }
};

const thingsIn = (intents: readonly Intent[], system: System, owners: readonly AccountRef[]): Thing[] => [
  ...intents.flatMap((intent) => {
    const id = idIn(intent);
    return id === undefined ? [] : [{ owner: intent.ref, kind: intent.kind, id }];
  }),
  ...owners.flatMap((owner) => system.invoicesOf(owner).map((id) => ({ owner, kind: 'issue' as const, id }))),
];

/**
 * Somebody tries to reach what is another account's, of their agency or of another (I8).
 * @param owners all accounts that there are
 * @returns undefined where nobody has anything yet
 */
export const toPry = (
  wisher: Wisher,
  intents: readonly Intent[],
  owners: readonly AccountRef[],
): Intent | undefined => {
  const { system, random, ref } = wisher;
  const ways = thingsIn(intents, system, owners)
    // What was of an account that merged, the other one finds.
    .filter(({ owner }) => owner !== ref && !isMerging(owner))
    .map((thing) => [...waysOfCustomers(wisher, thing), ...waysOfAgencies(wisher, thing)])
    .filter((each) => each.length > 0);
  const [first, ...others] = ways[random.below(ways.length)] ?? [];
  return first && { kind: 'prying', ref, ...random.pick([first, ...others]) };
};
