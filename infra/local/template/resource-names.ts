import * as z from 'zod';
import { arn, nameInArn, PARTITION } from '../aws/aws.ts';
import { StartupError } from '../startup-error.ts';
import type { Resource, Template } from './template.ts';

/** Where AWS lets the template choose the name. */
const nameProperty: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Lambda::Alias': 'Name',
  'AWS::ApiGatewayV2::Stage': 'StageName',
};

/** How an ARN ends, where that is not the name alone. */
const arnEndings: Record<string, (name: string) => string> = {
  'AWS::DynamoDB::Table': (name) => `table/${name}`,
  'AWS::Lambda::Function': (name) => `function:${name}`,
  'AWS::Events::EventBus': (name) => `event-bus/${name}`,
  'AWS::Events::Rule': (name) => `rule/${name}`,
  'AWS::SecretsManager::Secret': (name) => `secret:${name}`,
  'AWS::Logs::LogGroup': (name) => `log-group:${name}:*`,
};

export const isNamed = (type: string): boolean => type in nameProperty;

export type Names = {
  find: (logicalId: string) => Resource;
  nameOf: (logicalId: string) => string;
  arnOf: (logicalId: string) => string;
};

/** Finds the template's resources, and what each is called on this machine: the same at every start. */
export const createNames = (
  template: Template,
  stackName: string,
  resolve: (value: unknown, where: string) => unknown,
): Names => {
  const find = (logicalId: string): Resource => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new StartupError(`the template has no resource ${logicalId}`);
    return resource;
  };

  const nameOf = (logicalId: string): string => {
    const { Type, Properties } = find(logicalId);
    const chosen = Properties[nameProperty[Type] ?? ''];
    if (chosen !== undefined) return z.string().parse(resolve(chosen, logicalId));
    // S3 knows neither capitals nor more than 63 characters.
    if (Type === 'AWS::S3::Bucket') return `${stackName}-${logicalId}`.toLowerCase().slice(0, 63);
    const isFifo = Type === 'AWS::SQS::Queue' && String(Properties['FifoQueue']) === 'true';
    return `${stackName}-${logicalId}`.slice(0, 60) + (isFifo ? '.fifo' : '');
  };

  const arnOf = (logicalId: string): string => {
    const { Type, Properties } = find(logicalId);
    if (/^AWS::Lambda::(Version|Alias)$/.test(Type)) {
      const functionName = z.string().parse(resolve(Properties['FunctionName'], logicalId));
      return arn('lambda', `function:${nameInArn(functionName)}`);
    }
    const service = Type.split('::')[1]?.toLowerCase() ?? 'unknown';
    const name = nameOf(logicalId);
    if (Type === 'AWS::S3::Bucket') return `arn:${PARTITION}:s3:::${name}`;
    return arn(service, arnEndings[Type]?.(name) ?? name);
  };

  return { find, nameOf, arnOf };
};
