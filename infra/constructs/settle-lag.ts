import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFactory } from './lambda-factory.ts';
import { addStageFigure } from './stage-alarm.ts';

/** Who settles payments: webhooks' facts, a customer who comes back, and what a lost webhook missed. */
export const SETTLERS = ['payment-worker', 'checkout', 'reconciler'] as const;

/** The reconciler's interval: a payment that waits longer was missed by it, too. */
const MAX_SETTLE_LAG = Duration.minutes(15);

/** How long customers waited for what they paid, whichever way it came to us. */
export const watchSettleLag = (scope: Construct, alarms: Alarms, lambdas: LambdaFactory): void => {
  addStageFigure(scope, lambdas.named(SETTLERS), 'SettleLag', {
    alarms,
    name: 'settle-lag',
    severity: 'ticket',
    impact: 'A customer waited more than 15 minutes for credits after paying.',
    statistic: 'Maximum',
    threshold: MAX_SETTLE_LAG.toMilliseconds(),
  });
};
