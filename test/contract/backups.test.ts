import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';
import { resourcesOf, text } from './template.ts';

const planSchema = z.object({
  BackupPlan: z.object({
    BackupPlanRule: z.array(
      z.object({
        TargetBackupVault: text,
        ScheduleExpression: z.string(),
        Lifecycle: z.object({ DeleteAfterDays: z.int() }),
        CopyActions: z.array(z.object({ DestinationBackupVaultArn: z.string() })).optional(),
      }),
    ),
  }),
});

const copyVault = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:scrip';

test('without the setting there is no backup plan: point-in-time recovery alone', () => {
  expect(resourcesOf(inject('template'), 'AWS::Backup::BackupPlan', planSchema)).toEqual([]);
});

test('the table is backed up each night, and another region gets a copy where the settings name its vault', () => {
  const { template } = synthesize({ backupDays: '90', backupCopyVaultArn: copyVault });
  const [plan] = resourcesOf(template, 'AWS::Backup::BackupPlan', planSchema);
  const [table] = resourcesOf(template, 'AWS::DynamoDB::Table', z.object({}));
  const selections = resourcesOf(
    template,
    'AWS::Backup::BackupSelection',
    z.object({ BackupSelection: z.object({ Resources: z.array(z.unknown()) }) }),
  );

  expect(plan?.properties.BackupPlan.BackupPlanRule).toMatchObject([
    {
      ScheduleExpression: 'cron(40 4 * * ? *)',
      Lifecycle: { DeleteAfterDays: 90 },
      CopyActions: [{ DestinationBackupVaultArn: copyVault }],
    },
  ]);
  expect(JSON.stringify(selections.map(({ properties }) => properties))).toContain(table?.id);
});

test('the vault is kept, and its policy lets nobody delete a backup before its time', () => {
  const { template } = synthesize({ backupDays: '90' });
  const vaults = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Backup::BackupVault');

  expect(vaults).toMatchObject([
    {
      DeletionPolicy: 'Retain',
      Properties: {
        AccessPolicy: {
          Statement: [
            {
              Effect: 'Deny',
              Action: expect.arrayContaining([
                'backup:DeleteRecoveryPoint',
                'backup:UpdateRecoveryPointLifecycle',
              ]),
            },
          ],
        },
      },
    },
  ]);
});
