import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch shows a figure some minutes after it was counted. */
const PUBLICATION_DELAY = Duration.minutes(5);

/**
 * A metric that must arrive regularly, as an alarm needs it. Missing data alone fires late: CloudWatch looks back further
 * than the alarm asks for, and ignores missing points as long as it finds enough others. So each missing period counts
 * as 0. The newest period may lack what is still on its way: all of several must be empty.
 * @param silentFor the time that the alarm's text names: it fires at the latest so long after the last figure
 * @param expression which metric, or an expression of several
 * @returns the metric, and how many periods in a row must be empty
 */
export const silenceOf = (
  silentFor: Duration,
  period: Duration,
  expression: string,
  usingMetrics: Record<string, IMetric>,
): { metric: IMetric; periods: number } => ({
  metric: new MathExpression({
    expression: `FILL(${expression}, 0)`,
    usingMetrics,
    label: 'Figures',
    period,
  }),
  // The last figure may be from the beginning of its period.
  periods: Math.floor((silentFor.toSeconds() - PUBLICATION_DELAY.toSeconds()) / period.toSeconds() - 1),
});
