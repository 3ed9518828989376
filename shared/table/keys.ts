import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Provider } from '../kernel/payment.ts';

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

export const entriesPartition = ({ agency, account }: AccountRef): string => join('ENTRIES', agency, account);

/** Entries sort by time and then by number: 12 digits hold more than any account will write. */
export const entryKey = (ref: AccountRef, entry: { at: Instant; number: number }): Key => ({
  pk: entriesPartition(ref),
  sk: join(entry.at, String(entry.number).padStart(12, '0')),
});

export const operationKey = ({ agency, account }: AccountRef, id: string): Key => ({
  pk: join('OP', agency, account, id),
  sk: 'OP',
});

export const checkoutKey = ({ agency, account }: AccountRef, id: string): Key => ({
  pk: join('CHECKOUTS', agency, account),
  sk: id,
});

export const receiptKey = (agency: string, provider: Provider, paymentId: string): Key => ({
  pk: join('RECEIPT', agency, provider, paymentId),
  sk: 'RECEIPT',
});

/** An account's receipts by checkout: so a checkout finds its receipt, and a customer the list. */
export const receiptListKey = ({ agency, account }: AccountRef, checkoutId: string): ListKey => ({
  listPk: join('RECEIPTS', agency, account),
  listSk: checkoutId,
});

export const settingsKey = (agency: string): Key => ({ pk: join('AGENCY', agency), sk: 'SETTINGS' });

export const packagesPartition = (agency: string): string => join('PACKAGES', agency);

export const packageKey = (agency: string, id: string): Key => ({ pk: packagesPartition(agency), sk: id });
