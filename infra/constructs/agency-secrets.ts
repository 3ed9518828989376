import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';

/**
 * An agency's secrets: what calls its payment providers, what verifies their webhooks, what signs its download links,
 * and what signs its events.
 */
export type AgencySecret = 'providers' | 'webhooks' | 'links' | 'endpoints';

export type SecretWrite = 'CreateSecret' | 'PutSecretValue';

/**
 * Lets a Lambda read one kind of secret of every agency (`scrip/<stage>/agencies/<agency>/<kind>`), and write it where
 * that is its task. The secrets come into being without this stack, which therefore knows their names only.
 */
export const grantAgencySecrets = (
  lambda: LambdaFunction,
  kind: AgencySecret,
  { stage }: Settings,
  writes: readonly SecretWrite[] = [],
): void => {
  const prefix = `scrip/${stage}/agencies`;
  // Secrets Manager ends each ARN with six random characters after a dash. One that does not exist has none: without a
  // right to its bare name, to ask for it would be denied, and an agency without a secret look like a fault of ours.
  const existing = `${prefix}/*/${kind}-??????`;
  const missing = `${prefix}/*/${kind}`;
  const allow = (actions: readonly string[], names: string[]): void => {
    const resources = names.map((resourceName) =>
      Stack.of(lambda).formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: actions.map((action) => `secretsmanager:${action}`), resources }),
    );
  };
  allow(['GetSecretValue'], [existing, missing]);
  // One that is created is weighed by the ARN that it will have.
  if (writes.length > 0) allow(writes, [existing]);
  lambda.function.addEnvironment('SECRETS_PREFIX', prefix);
  for (const name of [existing, missing]) {
    Validations.of(lambda.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}]`,
      reason: `Agencies are added without a deployment, so their names are not known here: only ${kind} secrets of this stage match.`,
    });
  }
};

/**
 * Lets a Lambda list the names of secrets: IAM weighs no names there. Past a number of made-up agencies a minute, it asks
 * the list instead of Secrets Manager for each of them.
 */
export const grantSecretNames = (lambda: LambdaFunction): void => {
  lambda.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:ListSecrets'], resources: ['*'] }),
  );
  Validations.of(lambda.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'ListSecrets takes no resource. It shows names, and no secret.',
  });
};
