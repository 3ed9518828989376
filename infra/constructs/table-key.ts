import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * A customer-managed key for the table. As with AWS's own key, everybody in the AWS account who may use the table may use
 * the key, and only through DynamoDB. It outlives the stack, because without it nobody can read the table.
 */
export const tableKey = (scope: Construct): Key => {
  const { account, region } = Stack.of(scope);
  const key = new Key(scope, 'Key', {
    description: 'Scrip: the ledger',
    enableKeyRotation: true,
    // A failed first deployment leaves none: nothing is encrypted with it then.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: {
        StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
      },
    }),
  );
  return key;
};
