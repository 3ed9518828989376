import { isDeepStrictEqual } from 'node:util';
import type { Provider } from '../table/items/payment-status.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import { commit, type CommitError } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded, type Guarded } from '../table/guarded.ts';
import { settingsFrom } from '../agency/settings.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { receiptKey, receiptListKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { assess } from './assess.ts';
import { join, type ReceiptFact } from './join.ts';
import { commandsTowards, posted } from './post.ts';
import { readReceipt } from './read-receipt.ts';

/** What a fact did: `repeated` where it was known, `noted` where it moved no credits. */
export type Settled = { outcome: 'repeated' | 'noted' | 'moved'; receipt: Receipt };

/** More facts of one payment than this do not come at one moment; the queue brings the fact again. */
const ROUNDS = 10;

/**
 * Joins a fact to its payment's receipt and posts the difference between what the receipt is worth now and what was
 * applied before, receipt and ledger in one transaction. The same facts in any order and repetition end the same.
 */
export const settle = async (
  ledger: Ledger,
  agency: string,
  provider: Provider,
  fact: ReceiptFact,
): Promise<Result<Settled, CommitError>> => {
  for (let round = 1; ; round += 1) {
    const settled = await settleOnce(ledger, agency, provider, fact);
    if (settled.ok || settled.error.code !== 'conflict' || round === ROUNDS) return settled;
  }
};

const settleOnce = async (
  ledger: Ledger,
  agency: string,
  provider: Provider,
  fact: ReceiptFact,
): Promise<Result<Settled, CommitError>> => {
  const { receipt: known, place, read } = await readReceipt(ledger, agency, provider, fact);
  const checkout = place && decode(checkoutItem, read(place.checkout));
  const settings = settingsFrom(read, agency);

  const joined = join(known, fact);
  const { worth, flag } = assess(joined, checkout);
  const receipt = withFlag(joined, flag);
  const write = (item: Receipt): Guarded => ({
    key: receiptKey(agency, provider, fact.paymentId),
    list: checkout && receiptListKey(checkout, checkout),
    item,
    version: known.version,
  });

  const commands =
    place && checkout ? commandsTowards(worth, receipt, checkout, settings?.reversals ?? 'debt') : [];
  if (!place || commands.length === 0) {
    // Without its checkout nothing can be said of what a receipt is worth, and so nothing given up.
    const noted = checkout ? posted(receipt, worth, []) : receipt;
    if (isDeepStrictEqual(noted, known)) return ok({ outcome: 'repeated', receipt: known });
    return (await putGuarded(ledger.table, write(noted)))
      ? ok({ outcome: 'noted', receipt: noted })
      : err({ code: 'conflict', write: 0, item: undefined });
  }
  return await commit(ledger, {
    account: accountFrom(place.ref, read(place.account)),
    commands,
    conclude: ({ entries }) => {
      const after = posted(receipt, worth, entries);
      return { value: { outcome: 'moved', receipt: after }, writes: [write(after)] };
    },
  });
};

const withFlag = ({ flag: _, ...receipt }: Receipt, flag: Receipt['flag']): Receipt => ({
  ...receipt,
  ...(flag && { flag }),
});
