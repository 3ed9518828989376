import type { AgencyId } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import type { Books } from '../../shared/payments/source.ts';
import { unpaidCheckouts } from '../../shared/payments/unpaid-checkouts.ts';
import type { Provider } from '../../shared/table/items/payment-status.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';

/** @returns the books that an agency's provider keeps; undefined where the agency has no account there */
export type BooksOf = (agency: AgencyId, provider: Provider, pass: Pass) => Promise<Books | undefined>;

/**
 * The recent pass reads events, the nightly one reads all objects: so the nightly pass also finds what no event reported.
 */
export const booksWith =
  (connect: Connect, ledger: Pick<Ledger, 'table' | 'now'>): BooksOf =>
  async (agency, provider, pass) => {
    const connection = await connect(agency, provider);
    if (!connection) return undefined;
    const { nightly, recent, maxWindowMs } = connection;
    if (pass === 'nightly') return { sources: nightly, maxWindowMs };
    const checkouts = connection.capturesWhenAsked && {
      checkouts: unpaidCheckouts(connection, ledger, { agency, provider }),
    };
    return { sources: { ...checkouts, ...recent }, maxWindowMs };
  };
