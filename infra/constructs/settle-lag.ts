import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** Who settles payments: webhooks' facts, a customer who comes back, and what a lost webhook missed. */
export const SETTLERS = ['payment-worker', 'checkout', 'reconciler'] as const;

/** The reconciler's interval: a payment that waits longer was missed by it, too. */
const MAX_SETTLE_LAG = Duration.minutes(15);

/** How long customers waited for what they paid, whichever way it came to us. */
export const watchSettleLag = (scope: Construct, alarms: Alarms): void => {
  for (const settler of SETTLERS) {
    alarms.add(scope, {
      name: `${settler}-settle-lag`,
      section: 'settle-lag',
      impact: 'A customer waited more than 15 minutes for credits after paying.',
      metric: alarms.ownMetric(settler, 'SettleLag', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: MAX_SETTLE_LAG.toMilliseconds(),
    });
  }
};
