import * as z from 'zod';

/** A function that answers with what it was given. */
export const echo = `exports.handler = async (event, context) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json', 'X-Number': 7 },
  cookies: ['a=1', 'b=2'],
  body: JSON.stringify({ event, memory: context.memoryLimitInMB, remaining: context.getRemainingTimeInMillis(),
    name: context.functionName, arn: context.invokedFunctionArn, region: process.env.AWS_REGION, home: process.env.HOME,
    api: process.env.API, aws: process.env.AWS_ENDPOINT_URL }),
});`;

/** What `echo` answers. */
export const echoed = z.object({
  event: z.looseObject({ requestContext: z.looseObject({ authorizer: z.unknown().optional() }) }),
  memory: z.string(),
  remaining: z.number(),
  name: z.string(),
  arn: z.string(),
  region: z.string(),
  home: z.string().optional(),
  api: z.string().optional(),
  aws: z.url(),
});
