import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { Scheduled } from './schedule.ts';

/** As long as Lambda gives anything: what a run leaves, the next one finds first. */
export const SWEEPER_TIMEOUT = Duration.minutes(15);

/** The schedule of the sweeper, and the alarms on what it counts. */
export class Sweeper extends Construct {
  constructor(scope: Construct, id: string, { lambda, alarms }: { lambda: LambdaFunction; alarms: Alarms }) {
    super(scope, id);
    // Each agency's turn is an invocation of its own.
    lambda.grantCallItself();
    new Scheduled(this, 'Lots', {
      lambda,
      schedule: Schedule.rate(Duration.hours(1)),
      input: { sweep: 'expired' },
    });
    alarms.addCount(this, 'sweeper', 'SweeperFailures', {
      name: 'sweeper-failures',
      severity: 'ticket',
      impact:
        "An account's allowance or expired credits could not be posted. It waits for the allowance. Nobody can spend expired credits.",
      threshold: 1,
      period: Duration.hours(1),
    });
    alarms.addSilentCount(this, 'sweeper', 'SweeperRuns', {
      name: 'sweeper-silent',
      severity: 'ticket',
      impact:
        'The sweeper has not completed a run for 4 hours: allowances are late, and histories still show expired credits.',
      silentFor: Duration.hours(4),
      period: Duration.minutes(30),
    });
  }
}
