import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Intent } from './intent.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';

/** Who wants something, and under which Idempotency-Key. */
export type Wisher = { system: System; random: Random; ref: AccountRef; key: string };

type Wish = (wisher: Wisher) => Intent;

export const keyed = (key: string, body: object) => ({ headers: { 'idempotency-key': key }, body });

const toSpend: Wish = ({ system: { client: handler }, random, ref, key }) => ({
  kind: 'spend',
  ref,
  handler,
  route: accountRoutes.createSpend,
  reference: key,
  request: keyed(key, { amount: 1 + random.below(80), reference: key }),
});

/** Every second account holds credits. */
export const isHolder = ({ account }: AccountRef): boolean =>
  account.charCodeAt(account.length - 1) % 2 === 0;

export const holdBody = (random: Random, reference: string) => ({
  amount: 1 + random.below(60),
  reference,
  seconds: random.pick([60, 3 * 3600, 20 * 3600]),
});

const toHold: Wish = ({ system: { client: handler }, random, ref, key }) => ({
  kind: 'hold',
  ref,
  handler,
  route: accountRoutes.createHold,
  request: keyed(key, holdBody(random, key)),
});

const aCheckout: Wish = ({ system: { checkout: handler }, random, ref, key }) => ({
  kind: 'checkout',
  ref,
  handler,
  route: checkoutRoutes.createCheckout,
  request: keyed(key, {
    provider: random.pick(['stripe', 'paypal']),
    ...random.pick([{ credits: 100 }, { credits: 200 }, { packageId: 'workshop' }]),
  }),
});

const toRedeem: Wish = ({ system, random, ref, key }) => ({
  kind: 'redemption',
  ref,
  handler: system.store,
  route: storeRoutes.createRedemption,
  request: keyed(key, { code: random.pick(system.codesOf(ref.agency)) }),
});

const aQuote: Wish = ({ system: { store: handler }, random, ref }) => ({
  kind: 'quote',
  ref,
  handler,
  route: storeRoutes.createQuote,
  request: { body: { productId: 'kit', variantId: random.pick(['small', 'large', 'free']) } },
});

const anOrder: Wish = ({ system: { store: handler }, ref, key }) => ({
  kind: 'order',
  ref,
  handler,
  route: storeRoutes.createOrder,
  request: { ...keyed(key, { credits: 30 }), params: { serviceId: 'logo' } },
});

/** What is paid when it is done. */
export const aHeldOrder: Wish = ({ system: { store: handler }, ref, key }) => ({
  kind: 'held_order',
  ref,
  handler,
  route: storeRoutes.createOrder,
  request: { ...keyed(key, { credits: 25 }), params: { serviceId: 'portrait' } },
});

const toPay: Wish = ({ system, random, ref, key }) => ({
  kind: 'invoice',
  ref,
  handler: system.store,
  route: storeRoutes.payInvoice,
  request: {
    ...keyed(key, { credits: random.pick([40, 40, 40, 35]) }),
    params: { invoiceId: random.pick(system.invoicesOf(ref)) },
  },
});

const aRequest: Wish = ({ system: { store: handler }, random, ref, key }) => ({
  kind: 'request',
  ref,
  handler,
  route: storeRoutes.createCreditRequest,
  request: keyed(key, { method: 'bank_transfer', credits: random.pick([50, 150]) }),
});

/** Sends credits to somebody of the same agency, or to oneself. */
export const toSend = (
  { system: { client: handler }, random, ref, key }: Wisher,
  everybody: readonly AccountRef[],
): Intent => {
  const [first = ref, ...others] = everybody.filter(({ agency }) => agency === ref.agency);
  const { account } = random.pick([first, ...others]);
  return {
    kind: 'transfer',
    ref,
    handler,
    route: accountRoutes.createTransfer,
    request: keyed(`${key}-transfer`, { to: { account }, amount: 1 + random.below(60) }),
  };
};

/** What a customer wants whose account merges meanwhile: nothing that would have to end first. */
export const wishesWhileMerging: readonly [Wish, ...Wish[]] = [
  aCheckout,
  aCheckout,
  aCheckout,
  toSpend,
  toSpend,
  toRedeem,
  aQuote,
  aQuote,
  toPay,
  aRequest,
  aRequest,
];

/** What customers want, as often as they want it. */
const wishes: readonly [Wish, ...Wish[]] = [...wishesWhileMerging, anOrder, aRequest];

/** What those want who hold credits. */
const wishesOfHolders: readonly [Wish, ...Wish[]] = [
  ...wishes,
  toHold,
  toHold,
  toHold,
  aHeldOrder,
  aHeldOrder,
];

export const wishesOf = (ref: AccountRef): readonly [Wish, ...Wish[]] =>
  isHolder(ref) ? wishesOfHolders : wishes;

/** Without an amount, all that is left. */
export const captureBody = (random: Random) => ({
  ...(random.chance(0.9) && { amount: 1 + random.below(30) }),
  ...random.pick([{ final: false }, { final: true }, {}]),
});

export const toCapture = (
  { system: { client: handler }, random, ref, key }: Wisher,
  holdId: string,
): Intent => ({
  kind: 'capture',
  ref,
  handler,
  route: accountRoutes.captureHold,
  request: {
    ...keyed(key, captureBody(random)),
    params: { holdId },
  },
});

export const toRelease = ({ system: { client: handler }, ref }: Wisher, holdId: string): Intent => ({
  kind: 'release',
  ref,
  handler,
  route: accountRoutes.releaseHold,
  request: { params: { holdId } },
});

export const toCancelOrder = ({ system: { store: handler }, ref }: Wisher, orderId: string): Intent => ({
  kind: 'cancelled_order',
  ref,
  handler,
  route: storeRoutes.cancelOrder,
  request: { params: { orderId } },
});

/** The owner's answer to what the phone asked for. */
export const toDecide = ({ system: { store: handler }, random, ref }: Wisher, approvalId: string): Intent => {
  const approves = random.chance(0.7);
  return {
    kind: approves ? 'approval' : 'decline',
    ref,
    handler,
    route: approves ? storeRoutes.approveApproval : storeRoutes.declineApproval,
    request: { params: { approvalId } },
  };
};

/** The id of what an answer made; undefined where it made nothing. */
export const idIn = ({ answer }: Intent): string | undefined => {
  const id = answer?.status === 201 ? answer.body['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
};

export const theQuoted = ({ system: { store: handler }, ref, key }: Wisher, quoteId: string): Intent => ({
  kind: 'purchase',
  ref,
  handler,
  route: storeRoutes.createPurchase,
  request: keyed(key, { quoteId }),
});

export const itsMoneyBack = ({ system: { store: handler }, ref }: Wisher, purchaseId: string): Intent => ({
  kind: 'refund',
  ref,
  handler,
  route: storeRoutes.refundPurchase,
  request: { params: { purchaseId } },
});

export const toCancel = ({ system: { store: handler }, ref }: Wisher, requestId: string): Intent => ({
  kind: 'cancel',
  ref,
  handler,
  route: storeRoutes.cancelCreditRequest,
  request: { params: { requestId } },
});

export const toComeBack = ({ system: { checkout: handler }, ref }: Wisher, checkoutId: string): Intent => ({
  kind: 'completion',
  ref,
  handler,
  route: checkoutRoutes.completeCheckout,
  request: { params: { checkoutId } },
});
