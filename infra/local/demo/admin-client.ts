import {
  addAllowanceAccounts,
  agencyClient,
  createAdjustment,
  createApiKey,
  createEndpoint,
  createInvoice,
  createPromoCodes,
  createSession,
  decideCreditRequest,
  deleteEndpoint,
  endSessions,
  getAgencyAccount,
  getAgencyProduct,
  getBooks,
  getLiability,
  getMeter,
  getUsage,
  listAccountEntries,
  listAccounts,
  listAccountUsageBatch,
  listProfiles,
  putMeter,
  putProduct,
  putProfile,
  refundOrder,
  reportUsage,
  revokeApiKey,
  type DecisionInput,
  type InvoiceInput,
  type MeterInput,
  type ProfileInput,
  type SessionInput,
  type UsageInput,
} from '@scrip/client';
import { refusal } from './refusal.ts';

/** The API as the agency's own software would call it, or somebody there. */
export const connectAdmin = (baseUrl: string, credential: string) => {
  const scrip = agencyClient({ baseUrl, credential });
  const decisionOn = (requestId: string, body: DecisionInput) =>
    scrip.call(decideCreditRequest, { params: { requestId }, body });
  return {
    createApiKey: async (name: string) =>
      (await scrip.call(createApiKey, { body: { name, scopes: ['agency:read', 'agency:write'] } })).orThrow(),
    revokeApiKey: async (keyId: string) => {
      (await scrip.call(revokeApiKey, { params: { keyId } })).orThrow();
    },
    /** Signs a customer in, to look at their credits. */
    createSession: async (accountId: string, body: SessionInput = { scopes: ['credits:read'] }) =>
      (await scrip.call(createSession, { params: { accountId }, body })).orThrow(),
    /** Signs a customer out everywhere. */
    endSessions: async (accountId: string) => {
      (await scrip.call(endSessions, { params: { accountId } })).orThrow();
    },
    /** Has all events sent to the address. */
    createEndpoint: async (url: string) => (await scrip.call(createEndpoint, { body: { url } })).orThrow(),
    deleteEndpoint: async (endpointId: string) => {
      (await scrip.call(deleteEndpoint, { params: { endpointId } })).orThrow();
    },
    /** Makes one code. @returns the CSV that shows it, this once */
    createPromoCode: async (name: string, credits: number) =>
      (await scrip.call(createPromoCodes, { body: { name, credits, codes: 1 } })).orThrow(),
    /** @param change what becomes of its variants' prices */
    changePrices: async (productId: string, change: (price: number) => number): Promise<void> => {
      const params = { productId };
      const result = await scrip.call(getAgencyProduct, { params });
      const product = result.orThrow();
      const variants = product.variants.map((variant) => ({ ...variant, price: change(variant.price) }));
      const etag = result.ok ? (result.headers.get('etag') ?? '') : '';
      (
        await scrip.call(putProduct, {
          params,
          headers: { 'if-match': etag },
          body: { ...product, variants },
        })
      ).orThrow();
    },
    createInvoice: async (accountId: string, body: InvoiceInput) =>
      (await scrip.call(createInvoice, { params: { accountId }, body })).orThrow(),
    refundOrder: async (accountId: string, orderId: string) =>
      (await scrip.call(refundOrder, { params: { accountId, orderId } })).orThrow(),
    createProfile: async (accountId: string, body: ProfileInput) =>
      (
        await scrip.call(putProfile, { params: { accountId }, headers: { 'if-none-match': '*' }, body })
      ).orThrow(),
    /** Those whose name begins like this. */
    profilesNamed: (prefix: string) =>
      Array.fromAsync(scrip.list(listProfiles, { query: { prefix, field: 'name' } })),
    decide: async (requestId: string, decision: DecisionInput) =>
      (await decisionOn(requestId, decision)).orThrow(),
    decideInVain: async (requestId: string, decision: DecisionInput) =>
      refusal(await decisionOn(requestId, decision)),
    /** Gives an allowance to an account from the next period on. @returns what became of it */
    giveAllowance: async (allowanceId: string, account: string) => {
      const body = { accounts: [account] };
      const joined = await scrip.call(addAllowanceAccounts, { params: { allowanceId }, body });
      return joined
        .orThrow()
        .items.map(({ outcome }) => outcome)
        .join();
    },
    liability: async () => (await scrip.call(getLiability)).orThrow(),
    /** Of the present month. */
    books: async () => (await scrip.call(getBooks)).orThrow(),
    /** Gives credits to an account, which is there from then on. */
    credit: async (accountId: string, amount: number) => {
      const body = { type: 'in', amount, reason: 'To begin with', create: true } as const;
      (await scrip.call(createAdjustment, { params: { accountId }, body })).orThrow();
    },
    account: async (accountId: string) =>
      (await scrip.call(getAgencyAccount, { params: { accountId } })).orThrow(),
    entries: (accountId: string) =>
      Array.fromAsync(scrip.list(listAccountEntries, { params: { accountId }, query: { limit: 100 } })),
    meter: async (meterId: string) => (await scrip.call(getMeter, { params: { meterId } })).orThrow(),
    /** Makes a meter, unless there is one. */
    createMeter: async (meterId: string, body: MeterInput) => {
      const made = await scrip.call(putMeter, {
        params: { meterId },
        headers: { 'if-none-match': '*' },
        body,
      });
      if (made.ok || made.failure.code !== 'precondition_failed') made.orThrow();
    },
    reportUsage: async (events: UsageInput['events']) =>
      (await scrip.call(reportUsage, { body: { events } })).orThrow().events,
    /** @returns undefined until it is charged or refused */
    usageState: async ({ account, id, time }: { account: string; id: string; time: string }) => {
      const result = await scrip.call(getUsage, { query: { account, id, time } });
      return !result.ok && result.failure.code === 'not_found' ? undefined : result.orThrow();
    },
    /** The events that an entry is for, which its reference names. */
    usageBatch: (accountId: string, usageBatchId: string) =>
      Array.fromAsync(
        scrip.list(listAccountUsageBatch, { params: { accountId, usageBatchId }, query: { limit: 100 } }),
      ),
    /** All of them. */
    accounts: () => Array.fromAsync(scrip.list(listAccounts, { query: { limit: 99 } })),
  };
};

export type AdminClient = ReturnType<typeof connectAdmin>;
