import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { type Cors, corsHeaders, isPreflight } from '../http-api/cors.ts';
import type { Resources } from '../template/resources.ts';

const list = z.array(z.string()).default([]);

const bucketSchema = z.object({
  CorsConfiguration: z
    .object({
      CorsRules: z.tuple([
        z.object({
          AllowedOrigins: list,
          AllowedMethods: list,
          AllowedHeaders: list,
          ExposedHeaders: list,
          MaxAge: z.int().optional(),
        }),
      ]),
    })
    .optional(),
});

/** What a browser is told of a request to a bucket, and whether that is all there is to say. */
export type BucketCors = (request: IncomingMessage) => {
  headers: Record<string, string>;
  isPreflight: boolean;
};

/** Reads what the template's buckets answer browsers of other origins, which the engine does not do. */
export const createBucketCors = (resources: Resources): BucketCors => {
  const rules = new Map<string, Cors>();
  for (const { name, properties } of resources.all('AWS::S3::Bucket', bucketSchema)) {
    const [rule] = properties.CorsConfiguration?.CorsRules ?? [];
    if (!rule) continue;
    rules.set(name, {
      allowOrigins: rule.AllowedOrigins,
      allowMethods: rule.AllowedMethods,
      allowHeaders: rule.AllowedHeaders,
      exposeHeaders: rule.ExposedHeaders,
      maxAge: rule.MaxAge,
      allowCredentials: false,
    });
  }
  return ({ url = '/', method = 'GET', headers }) => {
    const [, bucket = ''] = url.split(/[/?]/);
    const preflight = isPreflight(method, headers);
    return { headers: corsHeaders(rules.get(bucket), headers, preflight), isPreflight: preflight };
  };
};
