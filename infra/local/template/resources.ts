import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { ACCOUNT_ID, arn, PARTITION, REGION, S3_HOST } from '../aws/aws.ts';
import { type References, resolveIntrinsics } from './intrinsics.ts';
import { createNames, isNamed } from './resource-names.ts';
import { StartupError } from '../startup-error.ts';
import { resourcesOfType, type Template } from './template.ts';

/** What is only known once the parts run: looked up when a property asks for it. */
export type RunningParts = {
  apiEndpoint: () => string;
  /** Host and port of the distribution. */
  distributionHost: () => string;
  queueUrl: (queueName: string) => string;
  streamArn: (tableName: string) => string;
};

/** A resource whose properties are plain data, with the name it goes by on this machine. */
export type Resolved<Properties> = { logicalId: string; name: string; properties: Properties };

export type Resources = References & {
  /** Every resource of a type but `without`, its properties resolved and parsed by `schema`. */
  all: <Schema extends z.ZodType>(
    type: string,
    schema: Schema,
    without?: ReadonlySet<string>,
  ) => Resolved<z.output<Schema>>[];
};

const pseudoParameters: Record<string, unknown> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::Partition': PARTITION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Gives the template's resources their names, ARNs and resolved properties. */
export const createResources = (template: Template, stackName: string, running: RunningParts): Resources => {
  const { find, nameOf, arnOf } = createNames(template, stackName, (value, where) =>
    resolveIntrinsics(value, references, where),
  );

  const secrets = new Map(
    resourcesOfType(template, 'AWS::SecretsManager::Secret').map(([logicalId]): [string, string] => [
      arnOf(logicalId),
      randomBytes(32).toString('base64url'),
    ]),
  );

  const references: References = {
    secret: (secretArn) => {
      const value = secrets.get(secretArn);
      if (value === undefined) throw new StartupError(`the template has no secret ${secretArn}`);
      return value;
    },
    ref: (name) => {
      if (name in pseudoParameters) return pseudoParameters[name];
      if (name === 'AWS::StackName') return stackName;
      if (name === 'AWS::StackId') return arn('cloudformation', `stack/${stackName}/local`);
      const parameter = template.Parameters[name];
      if (parameter?.Default !== undefined) return parameter.Default;
      const resource = find(name);
      switch (resource.Type) {
        case 'AWS::SQS::Queue':
          return running.queueUrl(nameOf(name));
        case 'AWS::SNS::Topic':
        case 'AWS::SecretsManager::Secret':
          return arnOf(name);
        case 'AWS::Lambda::Version':
          return `${arnOf(name)}:$LATEST`;
        case 'AWS::Lambda::Alias':
          return `${arnOf(name)}:${nameOf(name)}`;
        default:
          return isNamed(resource.Type) ? nameOf(name) : name;
      }
    },
    attribute: (logicalId, attribute) => {
      const { Type } = find(logicalId);
      switch (`${Type}.${attribute}`) {
        case 'AWS::SQS::Queue.QueueName':
          return nameOf(logicalId);
        case 'AWS::SQS::Queue.QueueUrl':
          return running.queueUrl(nameOf(logicalId));
        case 'AWS::DynamoDB::Table.StreamArn':
          return running.streamArn(nameOf(logicalId));
        case 'AWS::ApiGatewayV2::Api.ApiEndpoint':
          return running.apiEndpoint();
        case 'AWS::ApiGatewayV2::Api.ApiId':
          return logicalId;
        case 'AWS::S3::Bucket.RegionalDomainName':
          return `${nameOf(logicalId)}.${S3_HOST}`;
        case 'AWS::CloudFront::Distribution.DomainName':
          return running.distributionHost();
        case 'AWS::CloudFront::OriginAccessControl.Id':
          return logicalId;
        case 'AWS::CloudFront::Function.FunctionARN':
        case 'AWS::SecretsManager::Secret.Id':
        case 'AWS::SNS::Topic.TopicArn':
          return arnOf(logicalId);
        default:
          if (/(^|\.)Arn$/.test(attribute)) return arnOf(logicalId);
          throw new StartupError(
            `the local stack does not support the attribute ${attribute} of ${logicalId} (${Type})`,
          );
      }
    },
  };

  const all = <Schema extends z.ZodType>(
    type: string,
    schema: Schema,
    without: ReadonlySet<string> = new Set(),
  ): Resolved<z.output<Schema>>[] =>
    resourcesOfType(template, type)
      .filter(([logicalId]) => !without.has(logicalId))
      .map(([logicalId, { Properties }]) => {
        const parsed = schema.safeParse(resolveIntrinsics(Properties, references, logicalId));
        if (parsed.success) return { logicalId, name: nameOf(logicalId), properties: parsed.data };
        const [issue] = parsed.error.issues;
        throw new StartupError(`${logicalId} (${type}): ${issue?.path.join('.')}: ${issue?.message}`);
      });

  return { ...references, all };
};
