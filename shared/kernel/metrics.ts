import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

let metrics: Metrics | undefined;

/** Made with the first figure, which most instances of the API's Lambdas never count. */
const metric = (): Metrics => (metrics ??= new Metrics()).singleMetric();

/** What is counted for alarms and dashboards. */
export type Count =
  | 'AuditFindings'
  | 'AuditRuns'
  | 'BearersRejected'
  | 'ChangesSkipped'
  | 'CodesGuessed'
  | 'DownloadFailures'
  | 'EventsRefused'
  | 'FactsParked'
  | 'ForeignPayments'
  | 'LiabilityHealed'
  | 'PaymentsFlagged'
  | 'PaymentsHealed'
  | 'ProbePasses'
  | 'ProviderFailures'
  | 'ReconcilerRuns'
  | 'ReconciliationFailures'
  | 'ReconciliationMismatches'
  | 'RecordsUnreadable'
  | 'SweeperFailures'
  | 'SweeperRuns'
  | 'WebhooksRejected';

/** What is timed, in milliseconds. `SettleLag`: from a payment, by the provider's clock, to its credits. */
export type Timing = 'SettleLag';

/** Adds to a count of this Lambda's, as a log line that CloudWatch reads (embedded metric format). */
export const count = (name: Count, by = 1): void => {
  metric().addMetric(name, MetricUnit.Count, by);
};

/** Notes how long something took, in milliseconds, in the same way. Clocks that disagree make no negative time. */
export const time = (name: Timing, milliseconds: number): void => {
  metric().addMetric(name, MetricUnit.Milliseconds, Math.max(0, milliseconds));
};
