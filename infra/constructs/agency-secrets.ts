import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** An agency's secrets that its operator writes: what calls its payment providers, what verifies their webhooks, what signs its download links. */
export type AgencyParameter = 'providers' | 'webhooks' | 'links';

/** The stack knows the secrets by their names only: they are made without it. */
const ADDED_LATER = 'Agencies are added without a deployment, so their names are not known here';

/**
 * Lets a Lambda read one kind of secret of every agency: the SecureString `/scrip/<stage>/agencies/<agency>/<kind>` in
 * Parameter Store. One under the key `aws/ssm` needs no grant at KMS: the key's own policy admits whoever may read it there.
 */
export const grantAgencyParameters = (
  lambda: LambdaFunction,
  kind: AgencyParameter,
  { stage }: Settings,
): void => {
  const prefix = `scrip/${stage}/agencies`;
  const resourceName = `${prefix}/*/${kind}`;
  allow(
    lambda,
    ['ssm:GetParameter'],
    [Stack.of(lambda).formatArn({ service: 'ssm', resource: 'parameter', resourceName })],
  );
  lambda.function.addEnvironment('SECRETS_PREFIX', `/${prefix}`);
  Validations.of(lambda.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/${resourceName}]`,
    reason: `${ADDED_LATER}: only ${kind} secrets of this stage match.`,
  });
};

/**
 * Lets a Lambda list the names of parameters: IAM weighs no names there. Past a number of made-up agencies a minute, it
 * asks the list instead of reading each of them.
 */
export const grantParameterNames = (lambda: LambdaFunction): void => {
  allow(lambda, ['ssm:DescribeParameters'], ['*']);
  Validations.of(lambda.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'DescribeParameters takes no resource. It shows names, and no value.',
  });
};

/** What the Lambda behind the endpoints' routes does with signing secrets. */
type SigningSecretWrite = 'CreateSecret' | 'PutSecretValue';

/**
 * Lets a Lambda read what signs each agency's events (`scrip/<stage>/agencies/<agency>/endpoints` in Secrets Manager), and
 * write it where that is its task.
 */
export const grantSigningSecrets = (
  lambda: LambdaFunction,
  { stage }: Settings,
  writes: readonly SigningSecretWrite[] = [],
): void => {
  const prefix = `scrip/${stage}/agencies`;
  // Secrets Manager ends each ARN with six random characters after a dash. One that does not exist has none: without a
  // right to its bare name, to ask for it would be denied, and an agency without a secret look like a fault of ours.
  const missing = `${prefix}/*/endpoints`;
  const existing = `${missing}-??????`;
  const allowOn = (actions: readonly string[], names: string[]): void =>
    allow(
      lambda,
      actions.map((action) => `secretsmanager:${action}`),
      names.map((resourceName) =>
        Stack.of(lambda).formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    );
  allowOn(['GetSecretValue'], [existing, missing]);
  // One that is created is weighed by the ARN that it will have.
  if (writes.length > 0) allowOn(writes, [existing]);
  lambda.function.addEnvironment('SECRETS_PREFIX', prefix);
  for (const name of [existing, missing]) {
    Validations.of(lambda.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}]`,
      reason: `${ADDED_LATER}: only signing secrets of this stage match.`,
    });
  }
};

const allow = (lambda: LambdaFunction, actions: string[], resources: string[]): void => {
  lambda.role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
};
