import { adjust, type Adjustment } from '../../../../shared/account/on-behalf.ts';
import { putProfile } from '../../../../shared/account/put-profile.ts';
import { refundSpend } from '../../../../shared/account/refund-spend.ts';
import type { MovedOnce } from '../../../../shared/account/spend.ts';
import { products } from '../../../../shared/agency/catalogue.ts';
import { putInto, readRecord } from '../../../../shared/agency/crud.ts';
import { etagOf } from '../../../../shared/agency/etag.ts';
import { resourceIn } from '../../../../shared/agency/resource.ts';
import { captureHold } from '../../../../shared/holds/capture-hold.ts';
import { staffOf } from '../../../../shared/holds/hold-caller.ts';
import { makeHold, type HoldRequest } from '../../../../shared/holds/make-hold.ts';
import { decide } from '../../../../shared/credit-requests/decide.ts';
import { takeDecision } from '../../../../shared/credit-requests/take-decision.ts';
import { voidInvoice } from '../../../../shared/store/change-invoice.ts';
import { issueInvoice, type InvoiceInput } from '../../../../shared/store/issue-invoice.ts';
import { makePromoCodes } from '../../../../shared/store/make-promo-codes.ts';
import type { PromoBatchTerms } from '../../../../shared/store/begin-promo-batch.ts';
import { setOrderStatus } from '../../../../shared/store/order-status.ts';
import { withdrawBatch } from '../../../../shared/store/promo-batches.ts';
import { refundOrder } from '../../../../shared/store/refund-order.ts';
import type { Product } from '../../../../shared/table/items/product.ts';
import type { Profile } from '../../../../shared/table/items/profile.ts';
import { must } from './must.ts';
import { ledgerAt, type Scene } from './scene.ts';

type Terms = Omit<PromoBatchTerms, 'usesPerAccount' | 'codes'> & { codes?: number };

/** Somebody at an agency, who does things at times in the past (milliseconds since the epoch). */
export const staffIn = (scene: Scene, agency: string, actor: string, roles: readonly string[] = []) => {
  const who = { agency, actor };
  let keys = 0;
  const nextKey = (): string => `seed-${actor}-${(keys += 1)}`;
  const ledger = (at: number) => ledgerAt(scene, at);
  return {
    profile: async (
      at: number,
      account: string,
      fields: Pick<Profile, 'name' | 'email' | 'externalId' | 'note'>,
    ): Promise<void> => {
      await must(putProfile(ledger(at), who, account, fields, {}));
    },
    /** @returns the codes of the new batch, and its id */
    codes: async (at: number, terms: Terms): Promise<{ id: string; codes: readonly string[] }> => {
      const wanted = { usesPerAccount: 1, codes: 1, ...terms };
      const { batch, codes } = await must(makePromoCodes(ledger(at), who, wanted, nextKey()));
      return { id: batch.id, codes };
    },
    withdrawCodes: async (at: number, batchId: string): Promise<void> => {
      await must(withdrawBatch(ledger(at), who, batchId));
    },
    adjust: async (at: number, account: string, adjustment: Adjustment): Promise<void> => {
      await must(adjust(ledger(at), who, account, adjustment, nextKey()));
    },
    giveBackSpend: async (
      at: number,
      account: string,
      { entry }: MovedOnce,
      { amount, reason }: { amount: number; reason: string },
    ): Promise<void> => {
      const refund = { entry: entry.number, at: entry.at, amount, reason };
      await must(refundSpend(ledger(at), who, account, refund, nextKey()));
    },
    /** @param credits what an order that holds costs in the end */
    orderStatus: async (
      at: number,
      account: string,
      orderId: string,
      status: 'in_progress' | 'done',
      credits?: number,
    ) => {
      await must(setOrderStatus(ledger(at), who, { account, orderId }, { status, credits }));
    },
    /** @returns the hold's id */
    hold: async (at: number, account: string, input: HoldRequest): Promise<string> =>
      (await must(makeHold(ledger(at), staffOf(who, account), input, nextKey()))).outcome.id,
    /** Spends a part of what a hold holds, and keeps the rest held. */
    capture: async (at: number, account: string, hold: string, amount: number): Promise<void> => {
      await must(captureHold(ledger(at), staffOf(who, account), hold, { amount, final: false }, nextKey()));
    },
    giveBackOrder: async (at: number, account: string, orderId: string): Promise<void> => {
      await must(refundOrder(ledger(at), who, account, orderId));
    },
    /** @returns the invoice's id */
    invoice: async (at: number, account: string, invoice: InvoiceInput): Promise<string> =>
      (await must(issueInvoice(ledger(at), who, account, invoice, nextKey()))).outcome.id,
    voidInvoice: async (at: number, account: string, id: string): Promise<void> => {
      await must(voidInvoice(ledger(at), who, { account, id }));
    },
    /** Decides a step of a credit request, and has it take effect at once, as its worker would. */
    decide: async (at: number, requestId: string, step: string, approve: boolean, note?: string) => {
      const decision = { ...who, account: undefined, roles, requestId, step, approve, note };
      const takeNow = async (message: Parameters<typeof takeDecision>[1]): Promise<boolean> =>
        (await takeDecision(ledger(at), message)).ok;
      await must(decide(ledger(at), takeNow, decision));
    },
    changeProduct: async (at: number, id: string, change: (product: Product) => Product): Promise<void> => {
      const found = await must(readRecord(scene.table, resourceIn(products, agency, id)));
      const preconditions = { 'if-match': [etagOf(found)], id };
      await must(putInto(ledger(at), who, products, change(found), preconditions));
    },
  };
};

export type Staff = ReturnType<typeof staffIn>;
