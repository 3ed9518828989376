import * as z from 'zod';
import { S3_HOST } from '../aws/aws.ts';
import { StartupError } from '../startup-error.ts';
import type { Assembly } from '../template/assembly.ts';
import type { Resources } from '../template/resources.ts';
import { type DeployedFiles, deployedFiles } from './deployed-files.ts';
import { type EdgeFunction, edgeFunction } from './edge-function.ts';
import { pathPattern } from './path-pattern.ts';
import { type AddedHeader, addedHeaders, headersPolicySchema } from './response-headers.ts';

/** Where a behavior leads: to files, or on to another server. */
export type Origin = { files: DeployedFiles } | { host: string; headers: Record<string, string> };

/** What happens to a request, by its path. */
export type Behavior = {
  matches: (path: string) => boolean;
  methods: readonly string[];
  origin: Origin;
  compress: boolean;
  /** Whether the origin gets the viewer's headers, query and cookies. */
  passesViewer: boolean;
  edge: EdgeFunction | undefined;
  headers: AddedHeader[];
};

/** The behaviors in their order; the last matches everything. */
export type DistributionDefinition = readonly Behavior[];

/** CloudFront's own policies, which a template names by their ids. Nothing is cached here. */
const CACHE_POLICIES = ['658327ea-f89d-4fab-a63d-7e88639e58f6', '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'];
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** Strict: what this does not read, CloudFront would do in the cloud alone. */
const behaviorSchema = z.strictObject({
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.enum(CACHE_POLICIES),
  OriginRequestPolicyId: z.literal(ALL_VIEWER_EXCEPT_HOST_HEADER).optional(),
  ResponseHeadersPolicyId: z.string(),
  Compress: z.boolean(),
  FunctionAssociations: z
    .tuple([z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() })])
    .optional(),
  // On this machine everything is plain HTTP.
  ViewerProtocolPolicy: z.string(),
});

const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: behaviorSchema,
    CacheBehaviors: z.array(behaviorSchema.extend({ PathPattern: z.string() })).default([]),
    CustomErrorResponses: z.undefined('the local stack does not replace error responses').optional(),
    Origins: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        S3OriginConfig: z.object({}).optional(),
        OriginCustomHeaders: z
          .array(z.object({ HeaderName: z.string(), HeaderValue: z.string() }))
          .default([]),
        OriginPath: z.undefined('the local stack knows no origin paths').optional(),
      }),
    ),
  }),
});

const functionSchema = z.object({
  Name: z.string(),
  FunctionCode: z.string(),
  FunctionConfig: z.object({ Runtime: z.literal('cloudfront-js-2.0') }),
});

const found = <Value>(value: Value | undefined, what: string): Value => {
  if (value === undefined) throw new StartupError(`The distribution names ${what}, which the template lacks`);
  return value;
};

/**
 * Puts the template's distribution together: its behaviors, what they lead to, and what they add.
 * @param s3 host and port of S3 on this machine, where headers name it
 */
export const readDistribution = (
  assembly: Assembly,
  resources: Resources,
  s3: string,
): DistributionDefinition | undefined => {
  const [distribution, another] = resources.all('AWS::CloudFront::Distribution', distributionSchema);
  if (!distribution) return undefined;
  if (another) throw new StartupError(`${another.logicalId}: the local stack supports one distribution only`);
  const { DefaultCacheBehavior, CacheBehaviors, Origins } = distribution.properties.DistributionConfig;
  const functions = new Map(
    resources
      .all('AWS::CloudFront::Function', functionSchema)
      .map(({ logicalId, properties }) => [
        resources.attribute(logicalId, 'FunctionARN'),
        edgeFunction(properties.FunctionCode),
      ]),
  );
  const policies = new Map(
    resources
      .all('AWS::CloudFront::ResponseHeadersPolicy', headersPolicySchema)
      .map(({ logicalId, properties }) => [
        logicalId,
        addedHeaders(properties).map((header) => ({
          ...header,
          value: header.value.replaceAll(S3_HOST, s3),
        })),
      ]),
  );
  const origins = new Map(
    Origins.map(({ Id, DomainName, S3OriginConfig, OriginCustomHeaders }): [string, Origin] => [
      Id,
      S3OriginConfig
        ? { files: deployedFiles(assembly, resources, DomainName.replace(`.${S3_HOST}`, '')) }
        : {
            host: DomainName,
            headers: Object.fromEntries(
              OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
                HeaderName.toLowerCase(),
                HeaderValue,
              ]),
            ),
          },
    ]),
  );
  const behaviorOf = (
    behavior: z.output<typeof behaviorSchema>,
    matches: (path: string) => boolean,
  ): Behavior => {
    const { TargetOriginId, ResponseHeadersPolicyId, FunctionAssociations } = behavior;
    const functionArn = FunctionAssociations?.[0].FunctionARN;
    return {
      matches,
      methods: behavior.AllowedMethods,
      origin: found(origins.get(TargetOriginId), `the origin ${TargetOriginId}`),
      compress: behavior.Compress,
      passesViewer: behavior.OriginRequestPolicyId !== undefined,
      edge:
        functionArn === undefined
          ? undefined
          : found(functions.get(functionArn), `the function ${functionArn}`),
      headers: found(policies.get(ResponseHeadersPolicyId), `the headers ${ResponseHeadersPolicyId}`),
    };
  };
  return [
    ...CacheBehaviors.map(({ PathPattern, ...behavior }) => behaviorOf(behavior, pathPattern(PathPattern))),
    behaviorOf(DefaultCacheBehavior, () => true),
  ];
};
