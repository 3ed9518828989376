import { endAccountSessions } from '../access/end-sessions.ts';
import { profileResource } from '../account/profile.ts';
import { leaveAllAllowances } from '../allowances/change-accounts.ts';
import { deleteAudited } from '../agency/change.ts';
import type { Bucket } from '../files/bucket.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { ERASED } from '../kernel/text.ts';
import { eraseBatch } from '../usage/batch.ts';
import { erasedEntry } from '../ledger/erase-texts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import type { Cursor } from '../table/cursor.ts';
import { approvalItem, type Approval } from '../table/items/approval.ts';
import { checkoutItem, type Checkout } from '../table/items/checkout.ts';
import { entryItem } from '../table/items/entry.ts';
import type { Erasure, ErasureStep } from '../table/items/erasure.ts';
import { holdItem } from '../table/items/hold.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import type { Profile } from '../table/items/profile.ts';
import { refusedUsageItem } from '../table/items/refused-usage.ts';
import { orderItem } from '../table/items/service.ts';
import {
  approvalsPartition,
  checkoutKey,
  entriesPartition,
  holdsPartition,
  invoicesPartition,
  ordersPartition,
  refusedUsagePartition,
} from '../table/keys.ts';
import { removeAllSpenders } from '../spenders/change-spender.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { rewritePage } from '../table/rewrite.ts';
import { eraseAuditLogPage, eraseDeliveriesPage } from './erase-logs.ts';
import { eraseRequestsPage } from './erase-requests.ts';
import { eraseTransfersPage } from './erase-transfers.ts';

/** What an erasure needs of the world. */
export type ErasureParts = { ledger: Ledger; bucket: Bucket };

/** One page of a step. What is erased already is left as it is. @returns where the next page begins; null at the end */
type Step = (
  parts: ErasureParts,
  erasure: Erasure,
  cursor: Cursor | undefined,
) => Promise<Result<Cursor | null, Busy>>;

/** Every place in which an account's people left something. The compiler asks for each step of `erasureStep`. */
export const steps = {
  sessions: async ({ ledger }, erasure) => {
    const ended = await endAccountSessions(ledger, erasure);
    return ended.ok ? ok(null) : ended;
  },

  allowances: async ({ ledger }, erasure) => {
    const left = await leaveAllAllowances(ledger, erasure);
    return left.ok ? ok(null) : left;
  },

  profile: async ({ ledger }, erasure) => {
    const who = { agency: erasure.agency, actor: erasure.requestedBy };
    const gone = await deleteAudited<Profile, { code: 'none' }>(
      ledger,
      who,
      profileResource(erasure),
      (before) => (before ? ok(before) : err({ code: 'none' })),
    );
    return gone.ok || gone.error.code === 'none' ? ok(null) : err({ code: 'busy' });
  },

  entries: async ({ ledger: { table }, bucket }, erasure, cursor) => {
    const page = { partition: entriesPartition(erasure), schema: entryItem, cursor };
    return ok(
      await rewritePage(table, page, async (entry) => {
        const left = entry.number > erasure.entries ? entry : erasedEntry(entry);
        if (left === entry) return entry;
        // Its reference, which names them, goes with the texts.
        if (entry.events !== undefined) await eraseBatch(bucket, erasure, entry.reference);
        return { ...left, lots: lotsToStore(left.lots) };
      }),
    );
  },

  transfers: async ({ ledger: { table } }, erasure, cursor) =>
    ok(await eraseTransfersPage(table, erasure, cursor)),

  checkouts: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(
        table,
        { partition: checkoutKey(erasure, '').pk, schema: checkoutItem, cursor },
        withoutLinks,
      ),
    ),

  orders: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(
        table,
        { partition: ordersPartition(erasure), schema: orderItem, cursor },
        (order) => {
          const { note, ...left } = order;
          return note === undefined ? order : left;
        },
      ),
    ),

  holds: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(table, { partition: holdsPartition(erasure), schema: holdItem, cursor }, (hold) => {
        const { note, ...left } = hold;
        return note === undefined && hold.reference === ERASED ? hold : { ...left, reference: ERASED };
      }),
    ),

  approvals: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(
        table,
        { partition: approvalsPartition(erasure), schema: approvalItem, cursor },
        withoutWish,
      ),
    ),

  spenders: async ({ ledger }, erasure) => {
    const removed = await removeAllSpenders(ledger, erasure);
    return removed.ok ? ok(null) : removed;
  },

  refused_usage: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(
        table,
        { partition: refusedUsagePartition(erasure), schema: refusedUsageItem, cursor },
        (refused) =>
          refused.events.every(({ id }) => id === ERASED)
            ? refused
            : { ...refused, events: refused.events.map((event) => ({ ...event, id: ERASED })) },
      ),
    ),

  invoices: async ({ ledger: { table } }, erasure, cursor) =>
    ok(
      await rewritePage(
        table,
        { partition: invoicesPartition(erasure), schema: invoiceItem, cursor },
        (invoice) => (invoice.description === ERASED ? invoice : { ...invoice, description: ERASED }),
      ),
    ),

  credit_requests: async ({ ledger: { table }, bucket }, erasure, cursor) =>
    ok(await eraseRequestsPage({ table, bucket }, erasure, cursor)),

  audit_log: async ({ ledger: { table } }, erasure, cursor) =>
    ok(await eraseAuditLogPage(table, erasure, cursor)),

  deliveries: async ({ ledger: { table } }, erasure, cursor) =>
    ok(await eraseDeliveriesPage(table, erasure, cursor)),
} satisfies Record<ErasureStep, Step>;

/** Without what it would take to approve it, so that an open one has expired. */
const withoutWish = (approval: Approval): Approval => {
  const { wish, reference, label, note, ...left } = approval;
  return [wish, reference, label, note].every((one) => one === undefined) ? approval : left;
};

/** Paths of the provider's page and of the shop may name the customer; their hosts don't. */
const withoutLinks = (checkout: Checkout): Checkout => {
  const { session } = checkout;
  const returnUrl = hostOf(checkout.returnUrl);
  const url = session && hostOf(session.url);
  if (returnUrl === checkout.returnUrl && url === session?.url) return checkout;
  return { ...checkout, returnUrl, ...(session && url !== undefined && { session: { ...session, url } }) };
};

const hostOf = (url: string): string => new URL('/', url).href;
