import type { Instant } from '../kernel/clock.ts';
import { sha256, type AccountRef, type AgencyId } from '../kernel/ids.ts';
import type { ProfileField } from './items/profile.ts';
import type { Provider } from './items/payment-status.ts';
import type { CreditRequestStatus } from './items/decision.ts';

/** A place in the table. Every builder takes the agency, so that no key reaches across agencies. */
export type Key = { pk: string; sk: string };

/** A place in the sparse index, for lists that the partition of the item itself does not give. */
export type ListKey = { listPk: string; listSk: string };

export const LISTS_INDEX = 'lists';

/** Escaped, so that no part can reach into the next one. */
const join = (...parts: string[]): string =>
  parts.map((part) => part.replace(/[%#]/g, encodeURIComponent)).join('#');

export const accountKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('ACCOUNT', agency, account),
  sk: 'ACCOUNT',
});

export const expiriesList = (agency: AgencyId): string => join('EXPIRIES', agency);

/** Accounts that hold credits with an expiry, by the next one: what the sweeper goes through. */
export const expiryListKey = (
  { agency, account }: AccountRef,
  next: Instant | undefined,
): ListKey | undefined =>
  next === undefined ? undefined : { listPk: expiriesList(agency), listSk: join(next, account) };

export const entriesPartition = ({ agency, account }: AccountRef): string => join('ENTRIES', agency, account);

/** Entries sort by time and then by number: 12 digits hold more than any account will write. */
export const entryKey = (ref: AccountRef, entry: { at: Instant; number: number }): Key => ({
  pk: entriesPartition(ref),
  sk: join(entry.at, String(entry.number).padStart(12, '0')),
});

/** What became of a lot that merged with another one, by its id. */
export const absorbedKey = ({ agency, account }: AccountRef, lot: number): Key => ({
  pk: join('ABSORBED', agency, account),
  sk: String(lot).padStart(12, '0'),
});

export const operationKey = ({ agency, account }: AccountRef, id: string): Key => ({
  pk: join('OP', agency, account, id),
  sk: 'OP',
});

export const checkoutKey = ({ agency, account }: AccountRef, id: string): Key => ({
  pk: join('CHECKOUTS', agency, account),
  sk: id,
});

/** Whose a checkout is, for who knows its id alone. */
export const checkoutPointerKey = (agency: AgencyId, id: string): Key => ({
  pk: join('CHECKOUT', agency, id),
  sk: 'CHECKOUT',
});

export const receiptKey = (agency: AgencyId, provider: Provider, paymentId: string): Key => ({
  pk: join('RECEIPT', agency, provider, paymentId),
  sk: 'RECEIPT',
});

export const receiptsList = ({ agency, account }: AccountRef): string => join('RECEIPTS', agency, account);

/** An account's receipts by the time of their checkout: so a checkout finds its receipt, and a customer the newest. */
export const receiptListKey = (ref: AccountRef, checkout: { id: string; createdAt: Instant }): ListKey => ({
  listPk: receiptsList(ref),
  listSk: join(checkout.createdAt, checkout.id),
});

export const checkoutsList = (agency: AgencyId): string => join('CHECKOUTS', agency);

/** An agency's checkouts by time, of all its accounts: what the reconciler holds against the provider. */
export const checkoutListKey = (agency: AgencyId, checkout: { id: string; createdAt: Instant }): ListKey => ({
  listPk: checkoutsList(agency),
  listSk: join(checkout.createdAt, checkout.id),
});

export const AGENCIES_LIST = 'AGENCIES';

/** All agencies of the deployment, for what runs by schedule. */
export const agencyListKey = (agency: AgencyId): ListKey => ({ listPk: AGENCIES_LIST, listSk: agency });

export const accountsPartition = (agency: AgencyId): string => join('ACCOUNTS', agency);

/** An agency's accounts by name: written once, with the account's first movement. */
export const accountNameKey = ({ agency, account }: AccountRef): Key => ({
  pk: accountsPartition(agency),
  sk: join(account),
});

export const verifiedPartition = (agency: AgencyId): string => join('VERIFIED', agency);

/** How far an account's history was verified, in the order of the accounts' names. */
export const verifiedKey = ({ agency, account }: AccountRef): Key => ({
  pk: verifiedPartition(agency),
  sk: join(account),
});

export const profileKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('PROFILE', agency, account),
  sk: 'PROFILE',
});

/** With an account's hash behind it, it stays well below the 1,024 bytes of a sort key. */
const MAX_SEARCHED_BYTES = 600;

/** A text as it is searched for: in one case, with single spaces, in ASCII below `~`, and cut between characters. */
const searched = (text: string): string => {
  const plain = text.toWellFormed().normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
  let encoded = '';
  for (const character of plain) {
    const next = encodeURIComponent(character).replaceAll('~', '%7E');
    if (encoded.length + next.length > MAX_SEARCHED_BYTES) break;
    encoded += next;
  }
  return encoded;
};

export const profileFieldsPartition = (agency: AgencyId, field: ProfileField): string =>
  join('PROFILES', agency, field);

/** An agency's profiles by the value of one field. */
export const profileFieldKey = (
  { agency, account }: AccountRef,
  field: ProfileField,
  value: string,
): Key => ({
  pk: profileFieldsPartition(agency, field),
  sk: `${searched(value)}#${sha256(account).slice(0, 32)}`,
});

/** The sort keys of the values that begin with a prefix. */
export const profileFieldRange = (prefix: string): { from: string; to: string } => ({
  from: searched(prefix) || ' ',
  to: `${searched(prefix)}~`,
});

/** The sort keys of the profiles with a value, whatever its case. */
export const profileValueRange = (value: string): { from: string; to: string } => ({
  from: `${searched(value)}#`,
  to: `${searched(value)}$`,
});

/** That an account's personal data was erased, or is being erased. */
export const erasureKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('ERASURE', agency, account),
  sk: 'ERASURE',
});

export const erasuresList = (agency: AgencyId): string => join('ERASURES', agency);

/** Erasures that are not done yet: what the sweeper goes on with. */
export const erasureListKey = ({ agency, account }: AccountRef): ListKey => ({
  listPk: erasuresList(agency),
  listSk: join(account),
});

/** That an account has merged, while not all that moves has moved. */
export const mergeKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('MERGE', agency, account),
  sk: 'MERGE',
});

export const mergesList = (agency: AgencyId): string => join('MERGES', agency);

/** Merges that were cut off: what the sweeper goes on with. */
export const mergeListKey = ({ agency, account }: AccountRef): ListKey => ({
  listPk: mergesList(agency),
  listSk: join(account),
});

export const settingsKey = (agency: AgencyId): Key => ({ pk: join('AGENCY', agency), sk: 'SETTINGS' });

export const peoplePartition = (agency: AgencyId): string => join('PEOPLE', agency);

export const personKey = (agency: AgencyId, id: string): Key => ({ pk: peoplePartition(agency), sk: id });

export const packagesPartition = (agency: AgencyId): string => join('PACKAGES', agency);

export const packageKey = (agency: AgencyId, id: string): Key => ({ pk: packagesPartition(agency), sk: id });

export const productsPartition = (agency: AgencyId): string => join('PRODUCTS', agency);

export const productKey = (agency: AgencyId, id: string): Key => ({ pk: productsPartition(agency), sk: id });

export const productsOnSaleList = (agency: AgencyId): string => join('PRODUCTS_ON_SALE', agency);

/** In ASCII below `~`, so that whatever a category is called it sorts within the bounds of a list. */
const categoryPart = (category: string): string =>
  encodeURIComponent(category.toWellFormed()).replaceAll('~', '%7E');

/** Products on sale by category: what is not on sale is in no list that a customer reads. */
export const productListKey = (
  agency: AgencyId,
  { id, category = '', onSale }: { id: string; category?: string; onSale: boolean },
): ListKey | undefined =>
  onSale ? { listPk: productsOnSaleList(agency), listSk: `${categoryPart(category)}#${id}` } : undefined;

/** The sort keys of one category's products: from inclusive, to exclusive. */
export const categoryRange = (category: string): { from: string; to: string } => ({
  from: `${categoryPart(category)}#`,
  to: `${categoryPart(category)}$`,
});

export const servicesPartition = (agency: AgencyId): string => join('SERVICES', agency);

export const serviceKey = (agency: AgencyId, id: string): Key => ({ pk: servicesPartition(agency), sk: id });

export const metersPartition = (agency: AgencyId): string => join('METERS', agency);

export const meterKey = (agency: AgencyId, id: string): Key => ({ pk: metersPartition(agency), sk: id });

export const usagePartition = ({ agency, account }: AccountRef): string => join('USAGE', agency, account);

/**
 * What became of the usage events of one minute.
 * @param minute the first 16 characters of an Instant
 * @param part a minute with many events has several items, counted from 0 without gaps
 */
export const usageKey = (ref: AccountRef, minute: string, part: number): Key => ({
  pk: usagePartition(ref),
  sk: join(minute, String(part).padStart(6, '0')),
});

export const refusedUsagePartition = ({ agency, account }: AccountRef): string =>
  join('REFUSED_USAGE', agency, account);

/** Sorts by its id, which begins with the time. */
export const refusedUsageKey = (ref: AccountRef, id: string): Key => ({
  pk: refusedUsagePartition(ref),
  sk: id,
});

export const refusedUsageList = (agency: AgencyId): string => join('REFUSED_USAGE', agency);

/** Refused usage of all of an agency's accounts, by time. */
export const refusedUsageListKey = (agency: AgencyId, id: string): ListKey => ({
  listPk: refusedUsageList(agency),
  listSk: id,
});

export const allowancesPartition = (agency: AgencyId): string => join('ALLOWANCES', agency);

export const allowanceKey = (agency: AgencyId, id: string): Key => ({
  pk: allowancesPartition(agency),
  sk: id,
});

/** The allowances that an account gets. */
export const accountAllowancesKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('ALLOWANCES_OF', agency, account),
  sk: 'ALLOWANCES_OF',
});

export const allowancesDueList = (agency: AgencyId): string => join('ALLOWANCES_DUE', agency);

/** Accounts by when the next period of any of their allowances begins: what the sweeper goes through. */
export const allowancesDueListKey = (
  { agency, account }: AccountRef,
  next: Instant | undefined,
): ListKey | undefined =>
  next === undefined ? undefined : { listPk: allowancesDueList(agency), listSk: join(next, account) };

export const allowanceAccountsPartition = (agency: AgencyId, allowance: string): string =>
  join('ALLOWANCE_ACCOUNTS', agency, allowance);

export const allowanceAccountKey = ({ agency, account }: AccountRef, allowance: string): Key => ({
  pk: allowanceAccountsPartition(agency, allowance),
  sk: join(account),
});

export const allowancePostingsPartition = ({ agency, account }: AccountRef): string =>
  join('ALLOWANCE_POSTINGS', agency, account);

/** @param reference of the entry, which names allowance and period */
export const allowancePostingKey = (ref: AccountRef, reference: string): Key => ({
  pk: allowancePostingsPartition(ref),
  sk: join(reference),
});

export const allowanceRunKey = (agency: AgencyId, id: string): Key => ({
  pk: join('ALLOWANCE_RUNS', agency),
  sk: id,
});

export const quoteKey = ({ agency, account }: AccountRef, id: string): Key => ({
  pk: join('QUOTES', agency, account),
  sk: id,
});

export const purchasesPartition = ({ agency, account }: AccountRef): string =>
  join('PURCHASES', agency, account);

/** Purchases sort by their ids, which begin with the time of their quotes. */
export const purchaseKey = (ref: AccountRef, id: string): Key => ({ pk: purchasesPartition(ref), sk: id });

export const ownershipsPartition = ({ agency, account }: AccountRef): string =>
  join('OWNED', agency, account);

export const ownershipKey = (ref: AccountRef, productId: string): Key => ({
  pk: ownershipsPartition(ref),
  sk: productId,
});

export const downloadsPartition = ({ agency, account }: AccountRef): string =>
  join('DOWNLOADS', agency, account);

/** Downloads sort by their ids, which begin with the time. */
export const downloadKey = (ref: AccountRef, id: string): Key => ({ pk: downloadsPartition(ref), sk: id });

export const ordersPartition = ({ agency, account }: AccountRef): string => join('ORDERS', agency, account);

/** Orders sort by their ids, which begin with the time. */
export const orderKey = (ref: AccountRef, id: string): Key => ({ pk: ordersPartition(ref), sk: id });

export const ordersList = (agency: AgencyId): string => join('ORDERS', agency);

/** An agency's orders of all its accounts, by time: what it has to work off. */
export const orderListKey = (agency: AgencyId, id: string): ListKey => ({
  listPk: ordersList(agency),
  listSk: id,
});

export const holdsPartition = ({ agency, account }: AccountRef): string => join('HOLDS', agency, account);

/** The id of a hold follows from its Idempotency-Key, so it says nothing of when it was made. */
export const holdKey = (ref: AccountRef, id: string): Key => ({ pk: holdsPartition(ref), sk: id });

/** An account's holds by the time they were made at. */
export const holdListKey = (ref: AccountRef, hold: { id: string; createdAt: Instant }): ListKey => ({
  listPk: holdsPartition(ref),
  listSk: join(hold.createdAt, hold.id),
});

/** A transfer is of two accounts, and its key names neither. */
export const transferKey = (agency: AgencyId, id: string): Key => ({
  pk: join('TRANSFER', agency, id),
  sk: 'TRANSFER',
});

export const transfersList = ({ agency, account }: AccountRef): string => join('TRANSFERS', agency, account);

/** What an account has sent, by time. */
export const transferListKey = (ref: AccountRef, transfer: { id: string; at: Instant }): ListKey => ({
  listPk: transfersList(ref),
  listSk: join(transfer.at, transfer.id),
});

/** A gift is found by its id alone: its account names it. */
export const giftKey = (agency: AgencyId, id: string): Key => ({ pk: join('GIFT', agency, id), sk: 'GIFT' });

export const giftsList = ({ agency, account }: AccountRef): string => join('GIFTS', agency, account);

/** What an account has given, by time. */
export const giftListKey = (ref: AccountRef, gift: { id: string; createdAt: Instant }): ListKey => ({
  listPk: giftsList(ref),
  listSk: join(gift.createdAt, gift.id),
});

/** @param hash of the code */
export const giftCodeKey = (agency: AgencyId, hash: string): Key => ({
  pk: join('GIFT_CODE', agency, hash),
  sk: 'GIFT_CODE',
});

export const giftsDueList = (agency: AgencyId): string => join('GIFTS_DUE', agency);

/** Open gifts by their end: what the sweeper gives back. */
export const giftDueListKey = (agency: AgencyId, gift: { id: string; expiresAt: Instant }): ListKey => ({
  listPk: giftsDueList(agency),
  listSk: join(gift.expiresAt, gift.id),
});

export const spendersPartition = ({ agency, account }: AccountRef): string =>
  join('SPENDERS', agency, account);

export const spenderKey = (ref: AccountRef, id: string): Key => ({ pk: spendersPartition(ref), sk: id });

export const spenderIndexKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('SPENDER_INDEX', agency, account),
  sk: 'SPENDER_INDEX',
});

/** A key of a spender is found by its id alone: its record names the account. */
export const spenderKeyKey = (agency: AgencyId, id: string): Key => ({
  pk: join('SPENDER_KEY', agency, id),
  sk: 'SPENDER_KEY',
});

export const spenderKeyIndexKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('SPENDER_KEY_INDEX', agency, account),
  sk: 'SPENDER_KEY_INDEX',
});

export const approvalsPartition = ({ agency, account }: AccountRef): string =>
  join('APPROVALS', agency, account);

/** The id of an approval follows from the request, so it says nothing of when it was asked for. */
export const approvalKey = (ref: AccountRef, id: string): Key => ({ pk: approvalsPartition(ref), sk: id });

/** An account's approvals by the time they were asked for at. */
export const approvalListKey = (ref: AccountRef, approval: { id: string; createdAt: Instant }): ListKey => ({
  listPk: approvalsPartition(ref),
  listSk: join(approval.createdAt, approval.id),
});

export const agencyApprovalsPartition = (agency: AgencyId): string => join('APPROVALS_ASKED', agency);

/** When an approval was asked for, at an agency. One that is asked for again after it expired has a line for each time. */
export const approvalPointerKey = (agency: AgencyId, approval: { id: string; createdAt: Instant }): Key => ({
  pk: agencyApprovalsPartition(agency),
  sk: join(approval.createdAt, approval.id),
});

/** How much of a spend was given back, by the number of the spend's entry. */
export const spendRefundKey = ({ agency, account }: AccountRef, entry: number): Key => ({
  pk: join('SPEND_REFUNDS', agency, account),
  sk: String(entry).padStart(12, '0'),
});

export const invoicesPartition = ({ agency, account }: AccountRef): string =>
  join('INVOICES', agency, account);

/** Invoices sort by their ids, which begin with the time. */
export const invoiceKey = (ref: AccountRef, id: string): Key => ({ pk: invoicesPartition(ref), sk: id });

export const invoicesList = (agency: AgencyId): string => join('INVOICES', agency);

/** An agency's invoices to all its accounts, by time. */
export const invoiceListKey = (agency: AgencyId, id: string): ListKey => ({
  listPk: invoicesList(agency),
  listSk: id,
});

export const changesPartition = (agency: AgencyId): string => join('CHANGES', agency);

/** Changes sort by their ids, which begin with the time. */
export const changeKey = (agency: AgencyId, id: string): Key => ({ pk: changesPartition(agency), sk: id });

export const promoBatchesPartition = (agency: AgencyId): string => join('PROMO_BATCHES', agency);

export const promoBatchKey = (agency: AgencyId, id: string): Key => ({
  pk: promoBatchesPartition(agency),
  sk: id,
});

/** @param hash of the code: the code itself is nowhere in the table */
export const promoCodeKey = (agency: AgencyId, hash: string): Key => ({
  pk: join('PROMO_CODE', agency, hash),
  sk: 'PROMO_CODE',
});

export const redemptionsPartition = ({ agency, account }: AccountRef): string =>
  join('REDEMPTIONS', agency, account);

/** One account's redemptions of codes of one batch. */
export const redemptionKey = (ref: AccountRef, batchId: string): Key => ({
  pk: redemptionsPartition(ref),
  sk: batchId,
});

export const batchRedemptionsList = (agency: AgencyId, batchId: string): string =>
  join('REDEMPTIONS_OF', agency, batchId);

/** The accounts that redeemed codes of a batch. */
export const batchRedemptionListKey = ({ agency, account }: AccountRef, batchId: string): ListKey => ({
  listPk: batchRedemptionsList(agency, batchId),
  listSk: join(account),
});

/** What an account can only guess: codes, and names of recipients. */
export type GuessKind = 'codes' | 'recipients';

/** What an account tried of a kind, and that there is not. */
export const attemptsKey = ({ agency, account }: AccountRef, kind: GuessKind): Key => ({
  pk: join('ATTEMPTS', agency, account),
  sk: kind === 'codes' ? 'ATTEMPTS' : 'RECIPIENTS',
});

/** What an account may have only so many of at a time. */
export type SlotKind = 'requests' | 'checkouts' | 'quotes' | 'uploads' | 'sessions' | 'gifts';

/** What an account has open of one kind. */
export const slotsKey = ({ agency, account }: AccountRef, kind: SlotKind): Key => ({
  pk: join('SLOTS', agency, account),
  sk: kind,
});

/** A credit request's key names the agency, which decides it; the request itself says which account it belongs to. */
export const creditRequestKey = (agency: AgencyId, id: string): Key => ({
  pk: join('REQUEST', agency, id),
  sk: 'REQUEST',
});

export const creditRequestsList = (agency: AgencyId, status: CreditRequestStatus): string =>
  join('REQUESTS', agency, status);

/** An agency's requests of one status, sorted by id, which begins with the time. */
export const creditRequestListKey = (
  agency: AgencyId,
  request: { id: string; status: CreditRequestStatus },
): ListKey => ({
  listPk: creditRequestsList(agency, request.status),
  listSk: request.id,
});

export const creditRequestsOfPartition = ({ agency, account }: AccountRef): string =>
  join('REQUESTS_OF', agency, account);

/** That an account made a request: written together with it. */
export const creditRequestPointerKey = (ref: AccountRef, id: string): Key => ({
  pk: creditRequestsOfPartition(ref),
  sk: id,
});

export const proofsPartition = (agency: AgencyId, requestId: string): string =>
  join('PROOFS', agency, requestId);

export const proofKey = (agency: AgencyId, requestId: string, id: string): Key => ({
  pk: proofsPartition(agency, requestId),
  sk: id,
});

export const reconciliationsPartition = (agency: AgencyId): string => join('RECONCILIATIONS', agency);

/** Reports sort by their ids, which begin with the time. */
export const reconciliationKey = (agency: AgencyId, id: string): Key => ({
  pk: reconciliationsPartition(agency),
  sk: id,
});

/** The reconciler's cursors for an agency, one for each list that it reads. */
export const reconcilerKey = (agency: AgencyId, what: string): Key => ({
  pk: join('RECONCILER', agency),
  sk: what,
});

/** That something was found not to fit, once. */
export const mismatchKey = (agency: AgencyId, code: string, what: string): Key => ({
  pk: join('MISMATCHES', agency),
  sk: join(code, what),
});

export const endpointsPartition = (agency: AgencyId): string => join('ENDPOINTS', agency);

export const endpointKey = (agency: AgencyId, id: string): Key => ({
  pk: endpointsPartition(agency),
  sk: id,
});

export const deliveriesPartition = (agency: AgencyId, endpoint: string): string =>
  join('DELIVERIES', agency, endpoint);

/** Deliveries sort by the ids of their events, which begin with the time. */
export const deliveryKey = (agency: AgencyId, endpoint: string, event: string): Key => ({
  pk: deliveriesPartition(agency, endpoint),
  sk: event,
});

/** What the senders know of an endpoint that is slow to answer. */
export const circuitKey = (agency: AgencyId, endpoint: string): Key => ({
  pk: join('CIRCUIT', agency, endpoint),
  sk: 'CIRCUIT',
});

export const apiKeysPartition = (agency: AgencyId): string => join('API_KEYS', agency);

export const apiKeyKey = (agency: AgencyId, id: string): Key => ({ pk: apiKeysPartition(agency), sk: id });

export const apiKeyIndexKey = (agency: AgencyId): Key => ({
  pk: join('API_KEY_INDEX', agency),
  sk: 'API_KEY_INDEX',
});

/** The sessions that one key made, or people. */
export const sessionsPartition = (agency: AgencyId, maker: string): string => join('SESSIONS', agency, maker);

export const sessionKey = (agency: AgencyId, maker: string, id: string): Key => ({
  pk: sessionsPartition(agency, maker),
  sk: id,
});

export const liabilityKey = (agency: AgencyId): Key => ({ pk: join('LIABILITY', agency), sk: 'LIABILITY' });

/** An account's share of its agency's liability. */
export const countedKey = ({ agency, account }: AccountRef): Key => ({
  pk: join('LIABILITY_OF', agency, account),
  sk: 'LIABILITY_OF',
});

/** The days of one of an agency's books. */
export const booksPartition = (agency: AgencyId, books: string): string => join('BOOKS', agency, books);

export const booksKey = (agency: AgencyId, books: string, day: string): Key => ({
  pk: booksPartition(agency, books),
  sk: day,
});

/** What all accounts came to at the end of a closed month. */
export const closingKey = (agency: AgencyId, books: string, day: string): Key => ({
  pk: join('CLOSINGS', agency, books),
  sk: day,
});

/** What the table's stream is read for, by the first part of the partition key. */
const streamed = {
  ACCOUNT: 'account',
  RECEIPT: 'receipt',
  PURCHASES: 'purchase',
  HOLDS: 'hold',
  GIFT: 'gift',
  SPENDERS: 'spender',
  SPENDER_KEY: 'spender_key',
  REFUSED_USAGE: 'refused_usage',
  APPROVALS: 'approval',
  ORDERS: 'order',
  INVOICES: 'invoice',
  REQUEST: 'request',
  RECONCILIATIONS: 'reconciliation',
  ENDPOINTS: 'endpoint',
} as const;

export type Streamed = (typeof streamed)[keyof typeof streamed];

/** No agency's: a change of it says that the stream is read, and means nothing else. */
export const HEARTBEAT_KEY: Key = { pk: 'HEARTBEAT', sk: 'HEARTBEAT' };

/** How the partition keys begin that the stream is read for. */
export const STREAMED_PREFIXES: readonly string[] = [
  ...Object.keys(streamed).map((kind) => join(kind, '')),
  HEARTBEAT_KEY.pk,
];

/** @returns the kind of item under a key, or undefined if the stream is not read for it */
export const streamedKind = ({ pk }: Pick<Key, 'pk'>): Streamed | undefined =>
  Object.entries(streamed).find(([kind]) => pk.startsWith(join(kind, '')))?.[1];
