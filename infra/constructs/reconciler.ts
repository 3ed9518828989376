import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { Scheduled } from './schedule.ts';

/** Lambda's maximum. The next run resumes one that was cut off. */
export const RECONCILER_TIMEOUT = Duration.minutes(15);

/** The schedules of the reconciler, and the alarms on what it counts. */
export class Reconciler extends Construct {
  constructor(scope: Construct, id: string, { lambda, alarms }: { lambda: LambdaFunction; alarms: Alarms }) {
    super(scope, id);
    // Each agency's turn is an invocation of its own.
    lambda.grantCallItself();
    new Scheduled(this, 'Recent', {
      lambda,
      schedule: Schedule.rate(Duration.minutes(15)),
      input: { pass: 'recent' },
    });
    new Scheduled(this, 'Nightly', {
      lambda,
      schedule: Schedule.cron({ hour: '2', minute: '40' }),
      input: { pass: 'nightly' },
    });
    alarms.addCount(this, 'reconciler', 'ReconciliationMismatches', {
      name: 'reconciliation-mismatches',
      severity: 'ticket',
      impact:
        'A payment does not match the books, or an allowance is a day late: a customer may be without credits, or has credits without a payment.',
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'AuditFindings', {
      name: 'audit-findings',
      severity: 'page',
      impact:
        "An account's balance, entries and lots disagree: credits may have been lost, invented or altered.",
      threshold: 1,
    });
    alarms.addSilentCount(this, 'reconciler', 'AuditRuns', {
      name: 'audit-silent',
      severity: 'ticket',
      impact: 'Some ledgers have not been audited for 36 hours: an error in them would go unnoticed.',
      // A night's run may be late by eight hours, and no night may be missed.
      silentFor: Duration.hours(36),
      period: Duration.hours(1),
    });
    alarms.addCount(this, 'reconciler', 'ReconciliationFailures', {
      name: 'reconciliation-failures',
      severity: 'ticket',
      impact: 'Reconciliation failed twice within an hour: payments of lost webhooks are not recovered.',
      threshold: 2,
      period: Duration.hours(1),
    });
    alarms.addCount(this, 'reconciler', 'ProviderFailures', {
      name: 'reconciler-provider-failures',
      severity: 'ticket',
      section: 'reconciliation-failures',
      impact: "An agency's secret is invalid: payments of its lost webhooks are not recovered.",
      threshold: 1,
    });
    alarms.addSilentCount(this, 'reconciler', 'ReconcilerRuns', {
      name: 'reconciler-silent',
      severity: 'page',
      impact:
        'The reconciler has not completed a run for 2 hours: payments of lost webhooks are not recovered.',
      silentFor: Duration.hours(2),
      period: Duration.minutes(15),
    });
    alarms.addCount(this, 'reconciler', 'LiabilityHealed', {
      name: 'liability-healed',
      severity: 'ticket',
      impact:
        'The liability figure was wrong and has been corrected: table changes were lost, and events may be missing.',
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'PaymentsHealed', {
      name: 'payments-healed',
      severity: 'ticket',
      impact: 'Webhooks are being lost: customers wait 15 minutes for credits that they have paid for.',
      threshold: 5,
      period: Duration.hours(1),
    });
  }
}
