import * as z from 'zod';
import { bulkPayment, type BulkPayment } from './bulk-payment.ts';
import { controlRoute } from './control-routes.ts';
import { type Database, inTransaction } from './database.ts';
import type { Route } from './http/route.ts';
import type { Provider } from './provider.ts';

/** Enough for a benchmark, few enough that the sandbox answers within seconds. */
const MAX_PAYMENTS = 20_000;

const toWhom = {
  key: z.string(),
  /** Whether the sandbox sends their webhooks. */
  tell: z.boolean().default(false),
};

const schema = z.union([
  z.strictObject({ ...toWhom, payments: z.array(bulkPayment).min(1).max(MAX_PAYMENTS) }),
  z.strictObject({
    ...toWhom,
    count: z.int().min(1).max(MAX_PAYMENTS),
    from: z.int().min(0).default(1),
    each: bulkPayment,
  }),
]);

type Wanted = z.infer<typeof schema>;

/** Puts the number of the payment in the place of each `{n}`. */
const numbered = ({ reference, invoice, metadata, ...rest }: BulkPayment, n: number): BulkPayment => {
  const fill = (text: string): string => text.replaceAll('{n}', String(n));
  return {
    ...rest,
    reference: reference && fill(reference),
    invoice: invoice && fill(invoice),
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, fill(value)])),
  };
};

const paymentsOf = (wanted: Wanted): BulkPayment[] =>
  'payments' in wanted
    ? wanted.payments
    : Array.from({ length: wanted.count }, (_, index) => numbered(wanted.each, wanted.from + index));

/**
 * Makes many paid payments at once, as a reconciler would find them or another shop on the same account makes them. By
 * default no webhook reports them.
 */
export const bulkRoute = (database: Database, providers: readonly Provider[]): Route =>
  controlRoute('/controls/bulk', schema, (wanted) => {
    const payments = paymentsOf(wanted);
    return inTransaction(database, () => {
      for (const provider of providers) {
        const made = provider.payInBulk(wanted.key, payments, wanted.tell);
        if (made !== undefined) return { made };
      }
      return undefined;
    });
  });
