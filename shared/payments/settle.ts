import { isDeepStrictEqual } from 'node:util';
import type { Provider } from '../kernel/payment.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import { commit, type CommitError } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { putGuarded, type Guarded } from '../table/guarded.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { accountKey, checkoutKey, receiptKey, receiptListKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { assess } from './assess.ts';
import { join, newReceipt, type ReceiptFact } from './join.ts';
import { commandsTowards, posted } from './post.ts';

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
    if (settled.ok || settled.error.code !== 'preceded' || round === ROUNDS) return settled;
  }
};

const settleOnce = async (
  ledger: Ledger,
  agency: string,
  provider: Provider,
  fact: ReceiptFact,
): Promise<Result<Settled, CommitError>> => {
  const key = receiptKey(agency, provider, fact.paymentId);
  const where = placeOf(agency, fact);
  const read = await readTogether(ledger.table, [
    key,
    ...(where ? [checkoutKey(where.ref, where.id), accountKey(where.ref)] : []),
  ]);
  const known = decode(receiptItem, read(key)) ?? newReceipt(agency, provider, fact.paymentId);
  const checkout = where && decode(checkoutItem, read(checkoutKey(where.ref, where.id)));

  const joined = join(known, fact);
  const { worth, flag } = assess(joined, checkout);
  const receipt = withFlag(joined, flag);
  const write = (item: Receipt): Guarded => ({
    key,
    list: where && receiptListKey(where.ref, where.id),
    item,
    version: known.version,
  });

  if (worth === receipt.applied || !where || !checkout) {
    if (isDeepStrictEqual(receipt, known)) return ok({ outcome: 'repeated', receipt });
    return (await putGuarded(ledger.table, write(receipt)))
      ? ok({ outcome: 'noted', receipt })
      : err({ code: 'preceded', write: 0, item: undefined });
  }
  return await commit(ledger, {
    account: accountFrom(where.ref, read(accountKey(where.ref))),
    commands: commandsTowards(worth, receipt, checkout),
    conclude: (posting) => {
      const after = posted(receipt, posting);
      return { value: { outcome: 'moved', receipt: after }, writes: [write(after)] };
    },
  });
};

/** Where the fact says that its checkout is: nothing is believed of it but what lies there. */
const placeOf = (agency: string, { account, checkoutId }: ReceiptFact) =>
  account !== undefined && checkoutId !== undefined
    ? { ref: { agency, account }, id: checkoutId }
    : undefined;

const withFlag = ({ flag: _, ...receipt }: Receipt, flag: Receipt['flag']): Receipt => ({
  ...receipt,
  ...(flag && { flag }),
});
