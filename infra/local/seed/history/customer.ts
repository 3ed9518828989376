import { spend, type MovedOnce, type Spending } from '../../../../shared/account/spend.ts';
import { customerOf } from '../../../../shared/holds/hold-caller.ts';
import { makeHold, type HoldRequest } from '../../../../shared/holds/make-hold.ts';
import { ask, type Asked } from '../../../../shared/credit-requests/ask.ts';
import {
  addProof,
  countUpload,
  withdraw,
  type ProofGiven,
} from '../../../../shared/credit-requests/change.ts';
import { proofName } from '../../../../shared/credit-requests/proofs.ts';
import { putObject } from '../../../../shared/files/stored-object.ts';
import { instant } from '../../../../shared/kernel/clock.ts';
import { MINUTE_MS } from '../../../../shared/kernel/durations.ts';
import { settle } from '../../../../shared/payments/settle.ts';
import { startCheckout, type Wanted } from '../../../../shared/payments/start-checkout.ts';
import { buy } from '../../../../shared/store/buy.ts';
import { download } from '../../../../shared/store/download.ts';
import { placeOrder } from '../../../../shared/store/order.ts';
import { payInvoice } from '../../../../shared/store/pay-invoice.ts';
import { quote } from '../../../../shared/store/quotes.ts';
import { redeem } from '../../../../shared/store/redeem.ts';
import { refundPurchase } from '../../../../shared/store/refund.ts';
import type { Purchase } from '../../../../shared/table/items/purchase.ts';
import { must } from './must.ts';
import { payingConnection } from './payments.ts';
import { ledgerAt, type Scene } from './scene.ts';

/** How long somebody needs to pay, in milliseconds. */
const TIME_TO_PAY_MS = MINUTE_MS;

/**
 * A customer who does things at times in the past (milliseconds since the epoch), one after the other: each is the domain's
 * own operation, on a ledger whose clock shows that time.
 */
export const customerIn = (
  scene: Scene,
  agency: string,
  account: string,
  { region }: { region?: string } = {},
) => {
  const buyer = { agency, account, region, spender: undefined };
  const who = { agency, account, actor: account };
  let keys = 0;
  const nextKey = (): string => `seed-${(keys += 1)}`;
  const ledger = (at: number) => ledgerAt(scene, at);
  return {
    account,
    /** Buys credits and pays them. @returns the page of the payment */
    buyCredits: async (at: number, wanted: Wanted): Promise<string> => {
      const { provider } = wanted;
      const connection = payingConnection(scene, agency, provider, at);
      const around = { connect: async () => connection, pages: [] };
      const started = await must(startCheckout(ledger(at), around, buyer, wanted, nextKey()));
      const { checkout } = started.outcome;
      if (!checkout.session) throw new TypeError(`The checkout ${checkout.id} was not opened`);
      const paidAt = at + TIME_TO_PAY_MS;
      for (const fact of await must(connection.ask(checkout, checkout.session, paidAt)))
        if ('paymentId' in fact) await must(settle(ledger(paidAt), agency, provider, fact));
      return checkout.session.url;
    },
    redeem: async (at: number, code: string): Promise<void> => {
      await must(redeem(ledger(at), buyer, code, nextKey()));
    },
    purchase: async (at: number, productId: string, variantId?: string): Promise<Purchase> => {
      const quoted = await must(quote(ledger(at), buyer, { productId, variantId }));
      return (await must(buy(ledger(at + TIME_TO_PAY_MS), buyer, quoted.quote.id))).outcome;
    },
    /** The download that the library shows: nobody follows its link. */
    download: async (at: number, productId: string, variantId?: string): Promise<void> => {
      const link = async () => ({ url: 'https://example.com/', expiresAt: instant(at) });
      await must(download(ledger(at), link, buyer, { productId, variantId }));
    },
    giveBack: async (at: number, purchaseId: string): Promise<void> => {
      await must(refundPurchase(ledger(at), buyer, purchaseId));
    },
    /** @returns the order's id */
    order: async (at: number, serviceId: string, credits: number, note?: string): Promise<string> =>
      (await must(placeOrder(ledger(at), buyer, { serviceId, credits, note }, nextKey()))).outcome.id,
    spend: async (at: number, input: Spending): Promise<MovedOnce> =>
      (
        await must(
          spend(ledger(at), {
            name: 'spend',
            payer: buyer,
            idempotencyKey: nextKey(),
            input,
          }),
        )
      ).outcome,
    hold: async (at: number, input: HoldRequest): Promise<void> => {
      await must(makeHold(ledger(at), customerOf(buyer), input, nextKey()));
    },
    payInvoice: async (at: number, invoiceId: string, credits: number): Promise<void> => {
      await must(payInvoice(ledger(at), buyer, invoiceId, credits));
    },
    /** @returns the credit request's id */
    ask: async (at: number, asked: Asked): Promise<string> =>
      (await must(ask(ledger(at), who, asked, nextKey()))).outcome.id,
    prove: async (at: number, requestId: string, proof: ProofGiven): Promise<void> => {
      await must(addProof(ledger(at), who, requestId, proof, nextKey()));
    },
    /** Uploads a JPEG picture for a proof. @returns the upload's id */
    upload: async (at: number, requestId: string, picture: Uint8Array): Promise<string> => {
      const { uploadId } = (await must(countUpload(ledger(at), buyer, requestId))).outcome;
      const object = { folder: 'proofs', agency, name: proofName(requestId, uploadId) } as const;
      await putObject(scene.bucket, object, picture, 'image/jpeg');
      return uploadId;
    },
    withdraw: async (at: number, requestId: string): Promise<void> => {
      await must(withdraw(ledger(at), buyer, requestId));
    },
  };
};

export type Customer = ReturnType<typeof customerIn>;
