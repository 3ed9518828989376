import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { Scheduled } from './schedule.ts';

/** As long as Lambda gives anything: a run that is cut off goes on in the next one. */
export const RECONCILER_TIMEOUT = Duration.minutes(15);

/** The schedules of the reconciler, and the alarms on what it counts. */
export class Reconciler extends Construct {
  constructor(scope: Construct, id: string, { lambda, alarms }: { lambda: LambdaFunction; alarms: Alarms }) {
    super(scope, id);
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
      impact:
        'A payment and our books do not fit: a customer may have paid for nothing, or got credits for nothing.',
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'AuditFindings', {
      name: 'audit-findings',
      impact: "An account's balance, entries and lots do not agree: credits were lost, made up or altered.",
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'AuditRuns', {
      name: 'audit-silent',
      impact:
        "Not every agency's ledgers could be audited for a day: what is wrong in one is not found meanwhile.",
      threshold: 1,
      period: Duration.hours(6),
      periods: 5,
      onSilence: true,
    });
    alarms.addCount(this, 'reconciler', 'ReconciliationFailures', {
      name: 'reconciliation-failures',
      impact:
        'A provider could not be asked twice within an hour: what its webhooks lose is not found meanwhile.',
      threshold: 2,
      period: Duration.hours(1),
    });
    alarms.addCount(this, 'reconciler', 'ProviderFailures', {
      name: 'reconciler-provider-failures',
      section: 'provider-failures',
      impact: "An agency's secret can not be understood: what its webhooks lose is not found meanwhile.",
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'ReconcilerRuns', {
      name: 'reconciler-silent',
      impact: 'The reconciler has not come to an end for an hour: what webhooks lose is not found meanwhile.',
      threshold: 1,
      period: Duration.hours(1),
      onSilence: true,
    });
    alarms.addCount(this, 'reconciler', 'LiabilityHealed', {
      name: 'liability-healed',
      impact: "The table's stream lost changes: what agencies owe stood wrong, and events were not told.",
      threshold: 1,
    });
    alarms.addCount(this, 'reconciler', 'PaymentsHealed', {
      name: 'payments-healed',
      impact: 'Webhooks get lost: customers wait a quarter of an hour for what they paid.',
      threshold: 5,
      period: Duration.hours(1),
    });
  }
}
