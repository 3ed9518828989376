import {
  approveApproval,
  captureHold,
  completeCheckout,
  createCheckout,
  createHold,
  createSpend,
  createSpender,
  createSpenderKey,
  customerClient,
  getAccount,
  getCheckout,
  getHold,
  getSpender,
  getStatement,
  listEntries,
  listOwnAllowances,
  listPackages,
  listReceipts,
  type CaptureInput,
  type Checkout,
  type HoldInput,
  type SpenderInput,
  type SpendInput,
} from '@scrip/client';
import { DemoError } from './check.ts';
import { refusal } from './refusal.ts';

/** The API as a customer's own software would call it, to buy credits and spend them. */
export const connect = (baseUrl: string, credential: string) => {
  const scrip = customerClient({ baseUrl, credential });
  return {
    account: async () => (await scrip.call(getAccount)).orThrow(),
    accountInVain: async () => refusal(await scrip.call(getAccount)),
    allowances: async () => (await scrip.call(listOwnAllowances)).orThrow().items,
    packages: () => Array.fromAsync(scrip.list(listPackages)),
    entries: () => Array.fromAsync(scrip.list(listEntries, { query: { order: 'oldest' } })),
    statement: async () => (await scrip.call(getStatement)).orThrow(),
    checkout: async (checkoutId: string) =>
      (await scrip.call(getCheckout, { params: { checkoutId } })).orThrow(),
    beginCheckout: async (packageId: string, provider: Checkout['provider'] = 'stripe') => {
      const { url, ...checkout } = (
        await scrip.call(createCheckout, { body: { provider, packageId } })
      ).orThrow();
      if (url === undefined) throw new DemoError(`The checkout ${checkout.id} has no page to pay at`);
      return { ...checkout, url };
    },
    receipts: async () => (await scrip.call(listReceipts)).orThrow().items,
    /** Says that the customer is back from paying. */
    completeCheckout: async (checkoutId: string) =>
      (await scrip.call(completeCheckout, { params: { checkoutId } })).orThrow(),
    dryRunSpend: async (body: SpendInput) => (await scrip.dryRun(createSpend, { body })).orThrow(),
    spend: async (body: SpendInput, idempotencyKey: string) => {
      const result = await scrip.call(createSpend, { body }, { idempotencyKey });
      const { entry } = result.orThrow();
      return { entry, replayed: result.ok && result.headers.get('idempotent-replayed') === 'true' };
    },
    hold: async (body: HoldInput) => (await scrip.call(createHold, { body })).orThrow(),
    holdOf: async (holdId: string) => (await scrip.call(getHold, { params: { holdId } })).orThrow(),
    capture: async (holdId: string, body: CaptureInput) =>
      (await scrip.call(captureHold, { params: { holdId }, body })).orThrow(),
    spender: async (body: SpenderInput) => (await scrip.call(createSpender, { body })).orThrow(),
    spenderOf: async (spenderId: string) =>
      (await scrip.call(getSpender, { params: { spenderId } })).orThrow(),
    /** A key of a spender, which is shown this once. */
    spenderKey: async (spender: string, name: string) =>
      (await scrip.call(createSpenderKey, { body: { spender, name } })).orThrow().key,
    approve: async (approvalId: string) =>
      (await scrip.call(approveApproval, { params: { approvalId } })).orThrow(),
    /** @returns why it was refused; undefined where it was not */
    trySpend: async (body: SpendInput) => {
      const result = await scrip.call(createSpend, { body });
      return result.ok ? undefined : result.failure;
    },
    spendTooMuch: async (body: SpendInput, idempotencyKey: string = crypto.randomUUID()) =>
      refusal(await scrip.call(createSpend, { body }, { idempotencyKey })),
  };
};

export type ApiClient = ReturnType<typeof connect>;
