import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const metrics = new Metrics();

/** What is counted for alarms and dashboards. */
export type Count =
  | 'ChangesSkipped'
  | 'CodesGuessed'
  | 'DownloadFailures'
  | 'FactsParked'
  | 'LiabilityHealed'
  | 'PaymentsFlagged'
  | 'PaymentsHealed'
  | 'ProviderFailures'
  | 'ReconcilerRuns'
  | 'ReconciliationFailures'
  | 'ReconciliationMismatches'
  | 'SweeperFailures'
  | 'SweeperRuns'
  | 'WebhooksRejected';

/** Adds to a count of this Lambda's, as a log line that CloudWatch reads (embedded metric format). */
export const count = (name: Count, by = 1): void => {
  metrics.singleMetric().addMetric(name, MetricUnit.Count, by);
};
