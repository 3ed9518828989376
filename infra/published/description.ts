import * as z from 'zod';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { jsonSchema } from './json-type.ts';

const content = z.record(z.string(), z.object({ schema: jsonSchema, example: z.unknown().optional() }));

const parameter = z.object({
  $ref: z.string().optional(),
  name: z.string().default(''),
  in: z.enum(['path', 'query', 'header']).default('header'),
  required: z.boolean().default(false),
  description: z.string().optional(),
  example: z.unknown().optional(),
  schema: jsonSchema.default({}),
});

const response = z.object({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: content.default({}),
});

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  /** Empty where nobody has to sign in. */
  security: z.array(z.unknown()).optional(),
  'x-idempotency': z.enum(['key', 'natural', 'none']),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
  responses: z.record(z.string(), response),
});

export type Described = z.infer<typeof operation> & { method: string; path: string };

const document = z
  .object({
    info: z.object({ version: z.string(), summary: z.string(), description: z.string() }),
    tags: z.array(z.object({ name: z.string(), description: z.string() })),
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.object({
      schemas: z.record(z.string(), jsonSchema),
      parameters: z.record(z.string(), parameter),
      responses: z.record(z.string(), response),
    }),
  })
  .parse(openapi);

/** What the published description says, as far as a client and a page are made from it. */
export const { info: about, tags } = document;

export const { schemas, parameters: sharedParameters, responses: sharedResponses } = document.components;

export const operations: Described[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    ...described,
    path,
    method: method.toUpperCase(),
  })),
);
