import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { publicRoutes } from '../../shared/http/routes/public.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { apiEvent } from '../support/api.ts';
import { buyerAt, idOf } from '../support/buyer.ts';
import { putPackage, putProduct, somePackage, someProduct } from '../support/catalog.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { READ_MS, TRANSACTION_MS } from '../../infra/cost/operation.ts';
import type { Work } from './lambda-alone.ts';
import { writeHistory } from './long-history.ts';

const CALLS = 200;
const PLENTY = 1_000_000;
/** Quotes or checkouts of one account: fewer than it may have open. */
const OPEN_EACH = 40;
/** The most entries in one answer. */
const STATEMENT_ENTRIES = 10_000;

const key = (place: number) => ({ 'idempotency-key': `key-${place}` });
const times = <Value>(count: number, make: (place: number) => Value): Value[] =>
  Array.from({ length: count }, (_, place) => make(place));

/** What customers have the Lambdas of the API do: what is frequent, then what is large. */
export const customerWork = async (
  ledger: Ledger,
  agency: string,
): Promise<Record<'account' | 'store' | 'checkout' | 'public', Work[]>> => {
  const caller = { agency, account: 'customer' };
  await give(ledger, caller, PLENTY);
  const reader = await accountOfOpenAgency(ledger);
  await writeHistory(ledger, reader, STATEMENT_ENTRIES);
  await putPackage(ledger.table, somePackage(agency));

  const quotes: { buyer: AccountRef; quoteId: string }[] = [];
  for (const place of times(CALLS, (each) => each)) {
    const buyer = { agency, account: `buyer-${Math.floor(place / OPEN_EACH)}` };
    if (place % OPEN_EACH === 0) await give(ledger, buyer, PLENTY);
    const productId = `product-${place}`;
    await putProduct(ledger, someProduct(agency, { id: productId }));
    quotes.push({ buyer, quoteId: idOf(await buyerAt(ledger, buyer).quote({ productId })) });
  }

  return {
    account: [
      {
        name: 'a spend',
        waits: READ_MS + TRANSACTION_MS,
        events: times(CALLS, (place) =>
          apiEvent(accountRoutes.createSpend, {
            caller,
            headers: key(place),
            body: { amount: 1, reference: `order-${place}` },
          }),
        ),
      },
      {
        name: `a statement of ${STATEMENT_ENTRIES} entries`,
        events: times(8, () => apiEvent(accountRoutes.getStatement, { caller: reader })),
      },
    ],
    store: [
      {
        name: 'a purchase of a quote',
        waits: READ_MS + TRANSACTION_MS,
        events: quotes.map(({ buyer, quoteId }, place) =>
          apiEvent(storeRoutes.createPurchase, { caller: buyer, headers: key(place), body: { quoteId } }),
        ),
      },
      {
        name: 'a page of 100 products',
        events: times(20, () => apiEvent(storeRoutes.listProducts, { caller, query: { limit: '100' } })),
      },
    ],
    checkout: [
      {
        name: 'a checkout at Stripe',
        events: times(CALLS, (place) =>
          apiEvent(checkoutRoutes.createCheckout, {
            caller: { agency, account: `payer-${Math.floor(place / OPEN_EACH)}` },
            headers: key(place),
            body: { provider: 'stripe', packageId: 'starter' },
          }),
        ),
      },
    ],
    public: [{ name: 'openapi.json', events: times(CALLS, () => apiEvent(publicRoutes.getOpenapi)) }],
  };
};
