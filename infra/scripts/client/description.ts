import * as z from 'zod';
import openapi from '../../../docs/openapi.json' with { type: 'json' };
import { jsonSchema } from './json-type.ts';

const content = z.record(z.string(), z.object({ schema: jsonSchema }));

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  /** Empty where nobody has to sign in. */
  security: z.array(z.unknown()).optional(),
  'x-idempotency': z.enum(['key', 'natural', 'none']),
  parameters: z
    .array(
      z.object({
        $ref: z.string().optional(),
        name: z.string().default(''),
        in: z.enum(['path', 'query', 'header']).default('header'),
        required: z.boolean().default(false),
        description: z.string().optional(),
        schema: jsonSchema.default({}),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.default({}) })),
});

export type Described = z.infer<typeof operation> & { method: string; path: string };

const document = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
  })
  .parse(openapi);

export const { schemas } = document.components;

/** Every operation that a program calls: neither the documentation's files nor the providers' webhooks. */
export const operations: Described[] = Object.entries(document.paths)
  .filter(([path]) => !/^\/v1\/(?:docs|webhooks|openapi)/.test(path))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      path,
      method: method.toUpperCase(),
    })),
  );
