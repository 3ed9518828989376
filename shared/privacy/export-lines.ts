import type * as z from 'zod';
import { keyOfPlace } from '../access/sessions.ts';
import { readAccountDetails } from '../account/accounts.ts';
import { requestsOf } from '../credit-requests/every-request.ts';
import { proofsOf } from '../credit-requests/proofs.ts';
import type { Bucket } from '../files/bucket.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { lineOf as entryLineOf } from '../ledger/entry-line.ts';
import { historyPages } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { mergedInto } from '../ledger/merged.ts';
import { readBatch } from '../usage/batch.ts';
import { allIdsInSlots } from '../store/slots.ts';
import { approvalItem } from '../table/items/approval.ts';
import { accountAllowancesItem, allowancePostingItem } from '../table/items/allowance.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import type { Entry } from '../table/items/entry.ts';
import { giftItem } from '../table/items/gift.ts';
import { holdItem } from '../table/items/hold.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { downloadItem, ownershipItem } from '../table/items/ownership.ts';
import { profileItem } from '../table/items/profile.ts';
import { redemptionItem } from '../table/items/promo-code.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { refusedUsageItem } from '../table/items/refused-usage.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { orderItem } from '../table/items/service.ts';
import { spenderKeysOf } from '../spenders/spender-keys.ts';
import { spenderItem } from '../table/items/spender.ts';
import { sessionItem } from '../table/items/session.ts';
import {
  approvalsPartition,
  accountAllowancesKey,
  allowancePostingsPartition,
  checkoutKey,
  downloadsPartition,
  giftsList,
  holdsPartition,
  invoicesPartition,
  ordersPartition,
  ownershipsPartition,
  profileKey,
  purchasesPartition,
  receiptsList,
  redemptionsPartition,
  refusedUsagePartition,
  slotsKey,
  spendersPartition,
} from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';

/** One thing that an account has, and what kind of thing it is. */
export type ExportLine = { type: string } & Record<string, unknown>;

/** What says nothing of the account: whose table it is, how the ledger keeps it, and what credentials are known by. */
const INTERNAL = new Set(['agency', 'version', 'inputHash', 'ttl', 'hash', 'link', 'code', 'lots', 'taken']);

type ExportParts = { ledger: Ledger; bucket: Bucket };

/**
 * Everything that an account has, a line each, a page of the table at a time: its profile, what it comes to, and its
 * records and entries, oldest first. The same of the accounts that merged into it, whose lines name them. Throws
 * NewerSchemaError where a newer version wrote one of them.
 */
export async function* exportLines(parts: ExportParts, ref: AccountRef): AsyncGenerator<ExportLine> {
  yield* ownLines(parts, ref);
  for (const { agency, account } of await mergedInto(parts.ledger.table, ref))
    for await (const line of ownLines(parts, { agency, account })) yield { ...line, account };
}

async function* ownLines({ ledger, bucket }: ExportParts, ref: AccountRef): AsyncGenerator<ExportLine> {
  const { table } = ledger;
  const profile = await readOne(table, profileKey(ref), profileItem);
  if (profile) yield lineOf('profile', profile);
  const details = await readAccountDetails(ledger, ref);
  if (details.ok) yield { type: 'account', ...details.value };
  for await (const page of historyPages(table, ref, {})) {
    if (!page.ok) throw new TypeError(page.error.code);
    for (const entry of page.value) {
      yield { ...lineOf('entry', entryLineOf(entry)), direction: entry.type };
      if (entry.events !== undefined) yield* usageLines(bucket, ref, entry);
    }
  }
  const listed = async function* <Schema extends z.ZodType<object>>(
    type: string,
    list: { partition: string; inIndex?: true; item: Schema },
  ): AsyncGenerator<ExportLine> {
    for await (const item of allItems(table, { ...list, newer: 'thrown' })) yield lineOf(type, item);
  };
  yield* listed('checkout', { partition: checkoutKey(ref, '').pk, item: checkoutItem });
  yield* listed('receipt', { partition: receiptsList(ref), inIndex: true, item: receiptItem });
  yield* listed('redemption', { partition: redemptionsPartition(ref), item: redemptionItem });
  yield* listed('purchase', { partition: purchasesPartition(ref), item: purchaseItem });
  yield* listed('ownership', { partition: ownershipsPartition(ref), item: ownershipItem });
  yield* listed('download', { partition: downloadsPartition(ref), item: downloadItem });
  yield* listed('order', { partition: ordersPartition(ref), item: orderItem });
  yield* listed('hold', { partition: holdsPartition(ref), item: holdItem });
  yield* listed('approval', { partition: approvalsPartition(ref), item: approvalItem });
  yield* listed('gift', { partition: giftsList(ref), inIndex: true, item: giftItem });
  yield* listed('spender', { partition: spendersPartition(ref), item: spenderItem });
  for (const key of await spenderKeysOf(ledger, { ...ref, spender: undefined }))
    yield lineOf('spender_key', key);
  yield* listed('refused_usage', { partition: refusedUsagePartition(ref), item: refusedUsageItem });
  const allowances = await readOne(table, accountAllowancesKey(ref), accountAllowancesItem);
  for (const one of allowances?.allowances ?? []) yield lineOf('allowance', one);
  yield* listed('allowance_posting', {
    partition: allowancePostingsPartition(ref),
    item: allowancePostingItem,
  });
  yield* listed('invoice', { partition: invoicesPartition(ref), item: invoiceItem });
  for (const request of await requestsOf(table, ref)) {
    yield lineOf('credit_request', request);
    for (const proof of await proofsOf(table, request))
      yield { ...lineOf('proof', proof), requestId: request.id };
  }
  yield* sessionLines(ledger, ref);
}

/** What an entry for many usage events is for. That of an erased entry is no more. */
async function* usageLines(
  bucket: Bucket,
  ref: AccountRef,
  { reference, number: entry }: Entry,
): AsyncGenerator<ExportLine> {
  const batch = await readBatch(bucket, ref, reference);
  if (!batch.ok) return;
  const { events, salt: _, ...of } = batch.value;
  for (const event of events) yield { ...lineOf('usage', event), ...of, entry };
}

async function* sessionLines({ table }: Ledger, ref: AccountRef): AsyncGenerator<ExportLine> {
  const read = await readTogether(table, [slotsKey(ref, 'sessions')]);
  const keys = allIdsInSlots(read, ref, 'sessions').map((place) => keyOfPlace(ref.agency, place));
  const found = await readTogether(table, keys);
  for (const key of keys) {
    const session = decodeListed(sessionItem, found(key), 'thrown');
    if (session) yield lineOf('session', session);
  }
}

const lineOf = (type: string, item: object): ExportLine => ({
  ...Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => !INTERNAL.has(name))
      .map(([name, value]) => [name, withoutCodes(value)]),
  ),
  type,
});

/** A redemption's uses have the hash of a code each. */
const withoutCodes = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((one: unknown) =>
        typeof one === 'object' && one !== null
          ? Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'code'))
          : one,
      )
    : value;
