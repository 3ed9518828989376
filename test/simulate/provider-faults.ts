/** What providers do beyond taking payments, giving money back, and deciding a dispute once. */
export const PROVIDER_FAULTS = [
  /** Stripe: a dispute over the whole of a charge is lost, and a part comes back. */
  'partial_reinstatement',
  /** What was decided is decided anew: won then lost, or the reverse. */
  'second_decision',
  /** Stripe: disputes and refunds in statuses that we do not list, and without one. */
  'other_statuses',
  /** Stripe: events of an API version that has no events of refunds. */
  'older_events',
  /** PayPal: an accepted claim or offer refunds by itself. */
  'refund_in_dispute',
  /** PayPal: outcomes that say nothing of the seller's money. */
  'other_outcomes',
  /** PayPal: a dispute over the payments of several checkouts. */
  'several_payments',
  /** PayPal: a dispute lacks fields. */
  'missing_fields',
  /** PayPal: captures are answered with id, status and links. */
  'minimal_captures',
  /** A 500 of Stripe, and a 422 of PayPal, comes again under the same key. */
  'kept_answers',
  /** PayPal: the report refuses a window for having too much, or the app for lack of a right. */
  'refused_reports',
  /** Cards are declined before one is taken; orders are refused, and approved anew. */
  'declines',
  /** Other shops sell on the same accounts. */
  'foreign_sales',
  /** Stripe: pings, and copies of events from a connected account or from live mode. */
  'stray_events',
] as const;

export type ProviderFault = (typeof PROVIDER_FAULTS)[number];

export type ProviderFaults = ReadonlySet<ProviderFault>;

/** Those that every scenario may draw: the product copes with them. */
export const DRAWN: ProviderFaults = new Set(PROVIDER_FAULTS);
