import type { AgencyId } from '../kernel/ids.ts';
import { isDeepStrictEqual } from 'node:util';
import { settingsFrom } from '../agency/settings.ts';
import { ok, type Result } from '../kernel/result.ts';
import { standingIn } from '../ledger/merged.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import type { Provider } from '../table/items/payment-status.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { receiptKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { assess } from './assess.ts';
import { isCheckoutId } from './checkout.ts';
import { join, type ReceiptFact } from './join.ts';
import { absorbedKeys, atRestIn, ownLots } from './own-lots.ts';
import { commandsTowards, posted, type PostedBy } from './post.ts';
import { receiptWrite } from './receipt-write.ts';
import { keysOf, placeIn, receiptIn, statedPlace } from './read-receipt.ts';

/**
 * What a fact did: `repeated` where it was known, `noted` where it moved no credits. `foreign`: it is a payment of no
 * checkout of ours, somebody else's sale on the same account, and nothing is kept of it.
 */
export type Settled = { outcome: 'repeated' | 'noted' | 'moved' | 'foreign'; receipt: Receipt };

/**
 * Joins a fact to its payment's receipt and posts the difference between what the receipt is worth now and what was
 * applied before, receipt and ledger in one transaction. The same facts in any order and repetition end the same.
 */
export const settle = async (
  ledger: Ledger,
  agency: AgencyId,
  provider: Provider,
  fact: ReceiptFact,
): Promise<Result<Settled, RefusalOf<PostedBy> | Busy>> => {
  const settled = await run(ledger, settling(agency, provider, fact));
  return settled.ok ? ok(settled.value.outcome) : settled;
};

/** The operation alone: for a dry run, that says what it would do. */
export const settling = (agency: AgencyId, provider: Provider, fact: ReceiptFact) => ({
  keys: [receiptKey(agency, provider, fact.paymentId), ...keysOf(agency, statedPlace(agency, fact))],
  linked: (read: Read) => {
    const place = placeIn(read, agency, provider, fact);
    const { lots } = receiptIn(read, agency, provider, fact);
    return [...keysOf(agency, place), ...(place ? absorbedKeys(read, place.ref, lots) : [])];
  },
  decide: (read: Read, now: number): Result<AnyDecision<Settled, PostedBy>, never> =>
    ok(settlement(read, now, agency, provider, fact)),
});

const settlement = (
  read: Read,
  now: number,
  agency: AgencyId,
  provider: Provider,
  fact: ReceiptFact,
): AnyDecision<Settled, PostedBy> => {
  const known = receiptIn(read, agency, provider, fact);
  const place = placeIn(read, agency, provider, fact);
  const checkout = place && decode(checkoutItem, read(place.checkout));
  const settings = settingsFrom(read, agency);

  const joined = join(known, fact);
  if (fact.type === 'payment' && !isCheckoutId(joined.checkoutId))
    return { conclude: () => ({ outcome: { outcome: 'foreign', receipt: known } }) };
  const assessed = assess(joined, checkout);
  const receipt = withFlag(joined, assessed.flag);
  const write = (item: Receipt): Guarded => receiptWrite(item, checkout);

  const own = place ? ownLots(read, place.ref, receipt.lots) : new Set<number>();
  const atRest = place ? atRestIn(standingIn(read, place.ref), own, now) : 0;
  const commands =
    place && checkout
      ? commandsTowards(assessed, receipt, checkout, settings?.reversals ?? 'debt', { lots: own, atRest })
      : [];
  if (!place || !checkout || commands.length === 0) {
    // Without its checkout nothing can be said of what a receipt is worth, and so nothing given up.
    const noted = checkout ? posted(receipt, checkout, assessed, [], own) : receipt;
    return isDeepStrictEqual(noted, known)
      ? { conclude: () => ({ outcome: { outcome: 'repeated', receipt: known } }) }
      : { conclude: () => ({ outcome: { outcome: 'noted', receipt: noted }, writes: [write(noted)] }) };
  }
  return {
    account: place.ref,
    passesOn: true,
    commands,
    conclude: (entries) => {
      const after = posted(
        receipt,
        checkout,
        assessed,
        entries.flatMap((entry) => entry ?? []),
        own,
      );
      return { outcome: { outcome: 'moved', receipt: after }, writes: [write(after)] };
    },
  };
};

const withFlag = ({ flag: _, ...receipt }: Receipt, flag: Receipt['flag']): Receipt => ({
  ...receipt,
  ...(flag && { flag }),
});
