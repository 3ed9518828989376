import type { Instant } from '../kernel/clock.ts';
import { entryKind, type EntryKind } from '../table/items/entry.ts';
import type { Records } from './records.ts';
import { paidFor } from '../table/items/service.ts';

/** That a record came with an entry of this kind, in one transaction (I6). */
export type Claim = Place & { kind: EntryKind };

/** An entry's position in its account's history. */
type Place = { number: number; at: Instant };

export type Claims = {
  claims: Claim[];
  /** The kinds of entries that come with a record which names them. */
  kinds: ReadonlySet<EntryKind>;
  /** Orders, and the checkouts of receipts, from before they named their entries: these refer to them. */
  unplaced: ReadonlySet<string>;
};

/** All that these records claim: some numbers for each of them. */
export const claimsOf = ({
  purchases,
  orders,
  invoices,
  redemptions,
  receipts,
  holds,
  requests,
  allowancePostings,
}: Records): Claims => {
  /** The entries that records name, by kind; undefined where entries of a kind come with no record of their own. */
  const places = {
    checkout: receipts.flatMap(({ lots: [number], creditedAt: at }) =>
      number === undefined || at === undefined ? [] : { number, at },
    ),
    bonus: undefined,
    redemption: redemptions.flatMap(({ uses }) => uses.map(({ entry: number, at }) => ({ number, at }))),
    request: requests.flatMap(({ entry }) => entry ?? []),
    spend: undefined,
    // What an order held is paid with the order's entry.
    capture: holds.flatMap(({ madeBy, captures }) =>
      madeBy === 'order' ? [] : captures.map(({ entry }) => entry),
    ),
    usage: undefined,
    purchase: purchases.flatMap(({ entry }) => entry ?? []),
    purchase_refund: purchases.flatMap(({ refund }) => refund?.entry ?? []),
    service: orders.flatMap(({ entry }) => entry ?? []),
    service_refund: orders.flatMap(({ refund }) => refund?.entry ?? []),
    spend_refund: undefined,
    invoice: invoices.flatMap(({ payment }) => payment?.entry ?? []),
    // Records of two accounts: `auditTransfers`.
    transfer: undefined,
    gift: undefined,
    // Its record is the mark in the account itself.
    merge: undefined,
    adjustment: undefined,
    allowance: allowancePostings.map(({ entry }) => entry),
    payment_reversed: undefined,
    payment_reinstated: undefined,
    expiry: undefined,
    expiry_extension: undefined,
  } satisfies Record<EntryKind, Place[] | undefined>;
  const named = entryKind.options.flatMap((kind) => {
    const found = places[kind];
    return found ? [{ kind, found }] : [];
  });
  const unplaced = [
    ...orders.filter((order) => !order.entry && paidFor(order) > 0).map(({ id }) => id),
    ...receipts.flatMap(({ lots, creditedAt, checkoutId = [] }) =>
      lots.length > 0 && creditedAt === undefined ? checkoutId : [],
    ),
  ];
  return {
    claims: named.flatMap(({ kind, found }) => found.map((place) => ({ kind, ...place }))),
    kinds: new Set(named.map(({ kind }) => kind)),
    unplaced: new Set(unplaced),
  };
};
