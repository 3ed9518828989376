import * as z from 'zod';
import { StartupError } from '../startup-error.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Resources: z.record(z.string(), resourceSchema),
});

export type Resource = z.infer<typeof resourceSchema>;
export type Template = z.infer<typeof templateSchema>;

const INTERPRETED = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
]);

/** They change who from outside may do what, or what is watched, but not what the system does. */
const PASSED_OVER = [
  /^AWS::(CodeDeploy|IAM|Logs|CloudWatch|SNS|KMS|SSM|CDK|CloudFormation|SecretsManager|Budgets|Backup|WAFv2|XRay|Cognito)::/,
  /^AWS::Lambda::(Permission|Version|Alias|EventInvokeConfig|CodeSigningConfig|LayerVersion)$/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::Scheduler::ScheduleGroup$/,
  /^AWS::ApiGatewayV2::(ApiMapping|Deployment|DomainName)$/,
  /^AWS::CloudFront::OriginAccessControl$/,
  /^Custom::/,
];

/** Checks that every resource is either interpreted or known not to matter here. */
export const parseTemplate = (content: unknown): Template => {
  const template = templateSchema.parse(content);
  for (const [logicalId, { Type, Condition }] of Object.entries(template.Resources)) {
    if (!INTERPRETED.has(Type)) {
      if (PASSED_OVER.some((pattern) => pattern.test(Type))) continue;
      throw new StartupError(`${logicalId}: the local stack does not support the resource type ${Type}`);
    }
    if (Condition)
      throw new StartupError(`${logicalId}: the local stack does not evaluate the condition ${Condition}`);
  }
  return template;
};

/** @returns the logical ids and resources of one type, in the template's order */
export const resourcesOfType = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
