import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';

/**
 * An agency's secrets: what calls its payment providers, what verifies their webhooks, what signs its download links,
 * and what signs its events.
 */
export type AgencySecret = 'providers' | 'webhooks' | 'links' | 'endpoints';

export type SecretAction = 'GetSecretValue' | 'CreateSecret' | 'PutSecretValue';

/**
 * Lets a Lambda read one kind of secret of every agency (`scrip/<stage>/agencies/<agency>/<kind>`), and write it where
 * that is its task. The secrets come into being without this stack, which therefore knows their names only.
 */
export const grantAgencySecrets = (
  lambda: LambdaFunction,
  kind: AgencySecret,
  { stage }: Settings,
  actions: readonly SecretAction[] = ['GetSecretValue'],
): void => {
  const prefix = `scrip/${stage}/agencies`;
  // Secrets Manager ends each ARN with six random characters after a dash. One that does not exist has none: without a
  // right to its bare name, to ask for it would be denied, and an agency without a secret look like a fault of ours.
  const names = [`${prefix}/*/${kind}-??????`, `${prefix}/*/${kind}`];
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
  lambda.function.addEnvironment('SECRETS_PREFIX', prefix);
  for (const name of names) {
    Validations.of(lambda.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}]`,
      reason: `Agencies come without a deployment, so their names are not known here: only ${kind} secrets of this stage match.`,
    });
  }
};
