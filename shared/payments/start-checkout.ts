import { whyNotOffered } from '../agency/offers.ts';
import { returnUrlFor } from '../agency/return-url.ts';
import { settingsFrom } from '../agency/settings.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { operationId, type AccountRef, type AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { earlierRecord } from '../ledger/earlier-record.ts';
import { refuseMerged } from '../ledger/merged.ts';
import type { KeyReused } from '../ledger/once.ts';
import { run, type Busy, type Done, type Operation, type RecordDecision } from '../ledger/run.ts';
import { offerAmount, offerPackage, type OfferError } from '../store/offer.ts';
import { idsInSlots, type SlotsTaken, takeSlot } from '../store/slots.ts';
import { checkoutItem, type Checkout } from '../table/items/checkout.ts';
import { packageItem } from '../table/items/package.ts';
import { accountKey, checkoutKey, packageKey, settingsKey, slotsKey } from '../table/keys.ts';
import { decode, readable } from '../table/table.ts';
import { whyNotCharge, type ChargeRefusal } from './charge-limits.ts';
import {
  CHECKOUT_ID_PREFIX,
  beginCheckout,
  canOpen,
  checkoutPointerWrite,
  checkoutWrite,
} from './checkout.ts';
import type { Connect } from './connect.ts';
import { checkConnections } from './note-connections.ts';
import type { Connection } from './provider.ts';
import type { ProviderError } from './provider-error.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { receiptOf, settledCheckouts } from './receipts.ts';

/** What a customer wants to buy, a package or an amount of credits, and where they pay. */
export type Wanted = Pick<Checkout, 'provider'> & {
  packageId?: string | undefined;
  credits?: number | undefined;
  returnUrl?: string | undefined;
};

type BeginRefusal =
  | KeyReused
  | OfferError
  | ({ code: 'price_not_chargeable' } & ChargeRefusal)
  | ({ code: 'checkout_limit' } & SlotsTaken)
  | {
      code: 'not_found' | 'credit_sales_disabled' | 'provider_not_available' | 'return_url_not_allowed';
    };

/** What a checkout needs beside the table. */
export type Surroundings = {
  connect: Connect;
  /** The origins of our pages, to which every agency's customers may return. */
  pages: readonly string[];
};

export type Started = { checkout: Checkout; receipt: Receipt | undefined };

/**
 * Starts a checkout. Its record comes first and fixes the price, then the provider is asked under the record's id: so
 * whatever is cut off or repeated on the way, one key makes one checkout, and one page to pay at.
 */
export const startCheckout = async (
  ledger: Ledger,
  { connect, pages }: Surroundings,
  ref: AccountRef,
  wanted: Wanted,
  idempotencyKey: string,
): Promise<Result<Done<Started>, BeginRefusal | ProviderError | Busy>> => {
  const connection = await connect(ref.agency, wanted.provider);
  const begun = await begin(ledger, ref, idempotencyKey, {
    ...wanted,
    pages,
    isConnected: connection !== undefined,
  });
  if (!begun.ok) {
    if (begun.error.code === 'provider_not_available' && !connection)
      await withdraw(ledger, connect, ref.agency);
    return begun;
  }
  const { outcome: first, replayed } = begun.value;
  // It was begun just now, or cut off on the way.
  const opened = first.session || first.closedAt ? ok(first) : await openOrClose(ledger, connection, first);
  if (!opened.ok) return opened;
  const checkout = opened.value;
  const receipt = replayed ? await receiptOf(ledger.table, checkout) : undefined;
  return ok({ outcome: { checkout, receipt }, replayed });
};

/** What is no longer to be had is no longer offered either. */
const withdraw = async (ledger: Ledger, connect: Connect, agency: AgencyId): Promise<void> => {
  const checked = await checkConnections(ledger, connect, agency);
  if (!checked.ok) log.warn('connections not noted', { agency, ...checked.error });
};

/** A wish, and what else decides: whether the agency has credentials for the provider, and where our pages are. */
type Judged = Wanted & { isConnected: boolean } & Pick<Surroundings, 'pages'>;

/** Which checkouts are settled only their receipts say: that is worth a Query if all slots are taken. */
const begin = async (
  ledger: Ledger,
  ref: AccountRef,
  idempotencyKey: string,
  wanted: Judged,
): Promise<Result<Done<Checkout>, BeginRefusal | Busy>> => {
  const end = performance.now() + ledger.deadline;
  const begun = await run(ledger, beginning(ref, idempotencyKey, wanted));
  if (begun.ok || begun.error.code !== 'checkout_limit') return begun;
  const settled = await settledCheckouts(ledger, ref);
  if (settled.size === 0) return begun;
  const left = { ...ledger, deadline: end - performance.now() };
  return await run(left, beginning(ref, idempotencyKey, wanted, settled));
};

/** Holds what is wanted against the agency's settings and catalogue. */
const beginning = (
  ref: AccountRef,
  idempotencyKey: string,
  { isConnected, pages, ...wanted }: Judged,
  settled: ReadonlySet<string> = new Set(),
): Operation<Checkout, BeginRefusal> => {
  const { provider, packageId, credits } = wanted;
  const idOf = (of: AccountRef): string => operationId(CHECKOUT_ID_PREFIX, of, 'checkout', idempotencyKey);
  const id = idOf(ref);
  const earlier = earlierRecord(ref, (of) => checkoutKey(of, idOf(of)), checkoutItem);
  const packages = packageId === undefined ? [] : [packageKey(ref.agency, packageId)];
  const inputHash = canonicalHash(wanted);
  return {
    keys: [
      checkoutKey(ref, id),
      settingsKey(ref.agency),
      accountKey(ref),
      slotsKey(ref, 'checkouts'),
      ...packages,
    ],
    linked: (read) => [
      ...earlier.keysIn(read),
      ...idsInSlots(read, ref, 'checkouts').map((other) => checkoutKey(ref, other)),
    ],
    earlier: (read) => {
      const known = earlier.foundIn(read);
      if (!known) return undefined;
      return known.inputHash === inputHash ? ok(known) : err({ code: 'idempotency_key_reused' });
    },
    decide: (read, now): Result<RecordDecision<Checkout>, BeginRefusal> => {
      const settings = settingsFrom(read, ref.agency);
      if (!settings) return err({ code: 'not_found' });
      refuseMerged(read, ref);
      if (!settings.creditSales) return err({ code: 'credit_sales_disabled' });
      const sale = { ...settings, connected: isConnected ? [provider] : [] };
      if (whyNotOffered(sale, provider)) return err({ code: 'provider_not_available' });
      const [item] = packages.map((place) => decode(packageItem, read(place)));
      const offer = credits === undefined ? offerPackage(item) : offerAmount(settings, credits);
      if (!offer.ok) return offer;
      const refusal = whyNotCharge(provider, offer.value.price);
      if (refusal) return err({ code: 'price_not_chargeable', ...refusal });
      const returnUrl = returnUrlFor(settings, wanted.returnUrl, pages);
      if (returnUrl === undefined) return err({ code: 'return_url_not_allowed' });
      const begun = beginCheckout({
        id,
        ref,
        provider,
        offer: offer.value,
        packageId,
        returnUrl,
        inputHash,
        now,
      });
      const slot = takeSlot(read, ref, 'checkouts', {
        now,
        until: Date.parse(begun.expiresAt),
        id,
        hasEnded: (other) =>
          settled.has(other) || readable(checkoutItem, read(checkoutKey(ref, other)))?.closedAt !== undefined,
      });
      if (!slot.ok) return err({ code: 'checkout_limit', ...slot.error });
      const outcome = { ...begun, version: 1 };
      const writes = [checkoutWrite(begun), checkoutPointerWrite(begun), slot.value];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  };
};

/** What becomes of a checkout that was begun: its provider opens it, or it is too late for that. */
const openOrClose = async (
  ledger: Ledger,
  connection: Connection | undefined,
  checkout: Checkout,
): Promise<Result<Checkout, { code: 'provider_not_available' } | ProviderError | Busy>> => {
  const now = ledger.now();
  if (!canOpen(checkout, now)) return await end(ledger, checkout, { closedAt: instant(now) });
  const session = connection
    ? await connection.open(checkout)
    : err({ code: 'provider_not_available' } as const);
  if (session.ok) return await end(ledger, checkout, { session: session.value });
  count('ProviderFailures');
  log.warn('checkout not opened', {
    agency: checkout.agency,
    provider: checkout.provider,
    ...session.error,
  });
  return err({ code: session.error.code });
};

/** Another request under the same key may have come first: the provider gave it the same page. */
const end = async (
  ledger: Ledger,
  { agency, account, id }: Checkout,
  ended: Pick<Checkout, 'session'> | Pick<Checkout, 'closedAt'>,
): Promise<Result<Checkout, Busy>> => {
  const key = checkoutKey({ agency, account }, id);
  const done = await run(ledger, {
    keys: [key],
    decide: (read): Result<RecordDecision<Checkout>, never> => {
      const known = checkoutItem.parse(read(key));
      if (known.session || known.closedAt) return ok({ conclude: () => ({ outcome: known }) });
      const outcome: Checkout = { ...known, ...ended };
      return ok({ conclude: () => ({ outcome, writes: [checkoutWrite(outcome)] }) });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};
