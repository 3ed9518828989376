import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  UpdatePolicy: z.unknown().optional(),
});

export const templateSchema = z.object({
  Metadata: z.unknown(),
  Outputs: z.record(z.string(), z.object({ Description: z.string() })),
  Resources: z.record(z.string(), resourceSchema),
});

export type Template = z.output<typeof templateSchema>;

const ref = z.object({ Ref: z.string() }).transform(({ Ref }) => Ref);
const attribute = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
  .transform((value) => value['Fn::GetAtt'].join('.'));
const substituted = z
  .object({ 'Fn::Sub': z.string() })
  .transform((value) => value['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/g, '$1'));
const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** A value of the template as one line: references by logical id, `Id.Attribute` for attributes. */
const textOf = (value: unknown): string => {
  const join = joined.safeParse(value);
  if (join.success) {
    const [separator, parts] = join.data['Fn::Join'];
    return parts.map(textOf).join(separator);
  }
  return z.union([z.string(), ref, attribute, substituted]).parse(value);
};

/** A property that is text or refers to another resource. */
export const text = z.unknown().transform(textOf);

/** All resources of a type, their properties read through a schema. */
export const resourcesOf = <Schema extends z.ZodType>(
  { Resources }: Template,
  type: `AWS::${string}`,
  properties: Schema,
): { id: string; properties: z.output<Schema> }[] =>
  Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, properties: properties.parse(resource.Properties) }));

const functionProperties = z.object({
  Role: text,
  Timeout: z.int(),
  Environment: z.object({ Variables: z.record(z.string(), text) }),
});

/**
 * The Lambdas that the CDK brings along to deploy something. They run when CloudFormation calls them, and never for a
 * customer: who deploys sees them fail, and the deployment is rolled back. So they need neither alarm nor size of ours.
 */
export const deployersOf = ({ Resources }: Template): ReadonlySet<string> =>
  new Set(
    Object.values(Resources)
      .filter(({ Type }) => Type.startsWith('Custom::'))
      .map(({ Properties }) => text.parse(Properties['ServiceToken']).replace(/\.Arn$/, '')),
  );

/** Every Lambda of ours, its properties read through a schema. */
export const functionsOf = <Schema extends z.ZodType>(template: Template, properties: Schema) => {
  const deployers = deployersOf(template);
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).filter(([id]) => !deployers.has(id)),
  );
  return resourcesOf({ ...template, Resources }, 'AWS::Lambda::Function', properties);
};

/** By the logical id of each alias: that of the function whose version it leads to. */
export const aliasesOf = (template: Template): ReadonlyMap<string, string> =>
  new Map(
    resourcesOf(template, 'AWS::Lambda::Alias', z.object({ FunctionName: text })).map(
      ({ id, properties }) => [id, properties.FunctionName],
    ),
  );

/** Every Lambda by the name that it has in functions/. */
export const lambdasOf = (template: Template) =>
  functionsOf(template, functionProperties).map(({ id, properties }) => ({
    id,
    name: properties.Environment.Variables['POWERTOOLS_SERVICE_NAME'] ?? id,
    role: properties.Role.replace(/\.Arn$/, ''),
    timeout: properties.Timeout,
    environment: properties.Environment.Variables,
  }));

/** The source queue of each dead-letter queue, with its redrive policy. */
export const queuesOf = (template: Template) =>
  resourcesOf(
    template,
    'AWS::SQS::Queue',
    z.object({
      VisibilityTimeout: z.int().optional(),
      MessageRetentionPeriod: z.int(),
      SqsManagedSseEnabled: z.boolean(),
      FifoQueue: z.boolean().optional(),
      ContentBasedDeduplication: z.boolean().optional(),
      RedrivePolicy: z.object({ deadLetterTargetArn: text, maxReceiveCount: z.int() }).optional(),
    }),
  );
