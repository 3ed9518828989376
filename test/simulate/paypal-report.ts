import * as z from 'zod';

const report = z.object({
  transaction_details: z.array(
    z.object({
      transaction_info: z.object({
        transaction_event_code: z.string(),
        paypal_reference_id: z.string().optional(),
        transaction_amount: z.object({ value: z.string() }),
      }),
    }),
  ),
});

type Get = <Schema extends z.ZodType>(path: string, schema: Schema) => z.output<Schema>;

/** Money that is held while a dispute is open, and the end of that. */
const HOLDS: ReadonlySet<string> = new Set(['T1110', 'T1111']);

/** No scenario lasts longer, and no window of the report. */
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * What has left of a captured payment by PayPal's report, which has every movement of its money whatever was decided.
 * @param isTalk whether what is held is not taken yet
 * @returns minor units
 */
export const leftOf = (get: Get, capture: string, isTalk: boolean): number => {
  const query = new URLSearchParams({
    start_date: new Date(Date.now() - MONTH_MS).toISOString(),
    end_date: new Date(Date.now()).toISOString(),
    page_size: '500',
  });
  return get(`v1/reporting/transactions?${query.toString()}`, report)
    .transaction_details.map(({ transaction_info: info }) => info)
    .filter(({ paypal_reference_id: reference }) => reference === capture)
    .filter(({ transaction_event_code: code }) => !isTalk || !HOLDS.has(code))
    .reduce((sum, { transaction_amount: { value } }) => sum - Math.round(Number(value) * 100), 0);
};
