import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';

/** A backup that has not begun after an hour is as good as failed, and one of a table is done within minutes. */
const WINDOWS = { startWindow: Duration.hours(1), completionWindow: Duration.hours(4) };

export type BackupsProps = {
  table: Table;
  /** Days that a backup is kept. */
  days: number;
  /** A vault of another region or account that gets a copy of each. */
  copyTo: Settings['backupCopyVaultArn'];
  alarms: Alarms;
};

/**
 * A backup of the table each night, kept apart from it: point-in-time recovery ends after 35 days, and does not help where
 * the account or the region is lost. Nobody can delete a backup before its time by the vault's policy.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, days, copyTo, alarms }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      blockRecoveryPointDeletion: true,
      // One with backups can't be deleted.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const deleteAfter = Duration.days(days);
    const plan = new BackupPlan(this, 'Plan', {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'nightly',
          // After the nightly audit.
          scheduleExpression: Schedule.cron({ hour: '4', minute: '40' }),
          ...WINDOWS,
          deleteAfter,
          ...(copyTo !== undefined && {
            copyActions: [
              { destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'Copies', copyTo), deleteAfter },
            ],
          }),
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
      ],
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      reason: 'AWS’s own policy for backups. Only the service assumes the role, for the plan of this stack.',
    });
    new BackupSelection(this, 'Selection', {
      backupPlan: plan,
      resources: [BackupResource.fromDynamoDbTable(table)],
      role,
      disableDefaultBackupPolicy: true,
    });
    this.watch(vault, alarms);
  }

  private watch({ backupVaultName }: BackupVault, alarms: Alarms): void {
    const jobs = (metricName: string, period: Duration) =>
      new Metric({
        namespace: 'AWS/Backup',
        metricName,
        dimensionsMap: { BackupVaultName: backupVaultName, ResourceType: 'DynamoDB' },
        statistic: 'Sum',
        period,
      });
    alarms.add(this, {
      name: 'backup-failures',
      severity: 'ticket',
      section: 'backups',
      impact: 'A backup of the ledger failed: only point-in-time recovery has its latest state.',
      metric: jobs('NumberOfBackupJobsFailed', Duration.hours(1)),
      threshold: 1,
    });
    const period = Duration.hours(6);
    alarms.addSilence(this, {
      name: 'backup-silent',
      severity: 'ticket',
      section: 'backups',
      impact:
        'No backup of the ledger has been completed for 54 hours: only point-in-time recovery has its latest state.',
      silentFor: Duration.hours(54),
      period,
      expression: 'completed',
      metrics: { completed: jobs('NumberOfBackupJobsCompleted', period) },
    });
  }
}
