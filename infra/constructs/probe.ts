import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { Scheduled } from './schedule.ts';

/** Six answers that are waited for as long as each may take. */
export const PROBE_TIMEOUT = Duration.seconds(90);

/** The schedule of the probe, and the alarm that tells that it no longer passes its checks. */
export class Probe extends Construct {
  constructor(scope: Construct, id: string, { lambda, alarms }: { lambda: LambdaFunction; alarms: Alarms }) {
    super(scope, id);
    const period = Duration.minutes(5);
    new Scheduled(this, 'Visit', { lambda, schedule: Schedule.rate(period), input: { probe: 'visitor' } });
    alarms.addSilentCount(this, 'probe', 'ProbePasses', {
      name: 'probe-failing',
      severity: 'page',
      impact:
        'The pages and the API have not passed their checks from outside for 25 minutes: nobody may reach them.',
      silentFor: Duration.minutes(25),
      period,
    });
  }
}
