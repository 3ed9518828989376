import { expect } from 'vitest';
import * as z from 'zod';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { problemCodes } from '../../shared/http/errors.ts';
import { membersOf } from '../../shared/http/problem-members.ts';
import type { Route } from '../../shared/http/route.ts';

export type HttpAnswer = { status: number; headers: Headers; body: unknown };

const problemCode = z.enum(problemCodes);

const PROBLEM = 'application/problem+json';

const contents = z.record(z.string(), z.unknown());

const reference = z.object({ $ref: z.string() });

/** API Gateway's own answers, by name. */
const shared = z
  .object({ components: z.object({ responses: z.record(z.string(), z.object({ content: contents })) }) })
  .parse(openapi).components.responses;

/** What a status may carry, described with the operation or once for all. */
const response = z.union([
  reference.transform(({ $ref }) => shared[$ref.replace('#/components/responses/', '')] ?? { content: {} }),
  z.object({ content: contents.default({}) }),
]);

/** As much of OpenAPI as says what a status may carry. */
const { paths } = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), response) })),
    ),
  })
  .parse(openapi);

/** How openapi.json names the problems of a status. */
const problemsOfStatus = z
  .object({ schema: z.union([reference, z.object({ oneOf: z.array(reference) })]) })
  .transform(({ schema }) => ('oneOf' in schema ? schema.oneOf : [schema]).map(({ $ref }) => $ref));

/** The schemas of problems by their name in openapi.json. */
const codeOf = z
  .object({
    components: z.object({
      schemas: z.record(
        z.string(),
        z
          .object({
            allOf: z.tuple([
              z.unknown(),
              z.object({ properties: z.object({ code: z.object({ const: z.string() }) }) }),
            ]),
          })
          .transform(({ allOf }) => allOf[1].properties.code.const)
          .catch(''),
      ),
    }),
  })
  .parse(openapi).components.schemas;

const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  request: z.string(),
});

/** The headers that every answer of our code has for browsers. */
const expectGuarded = (name: string, headers: Headers): void => {
  expect({ name, ...Object.fromEntries(headers) }).toMatchObject({
    name,
    'content-security-policy': expect.stringMatching(/default-src 'none';.*frame-ancestors 'none'/),
    'referrer-policy': 'no-referrer',
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
    'x-content-type-options': 'nosniff',
  });
};

/** Fails unless the published contract of this route has the answer: its status, its type, and each of its fields. */
export const expectDeclared = (route: Route, { status, headers, body }: HttpAnswer): void => {
  const name = `${route.method} ${route.path} ${status}`;
  const published = paths[route.path]?.[route.method.toLowerCase()]?.responses[status];
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  const declared = route.responses[status];

  if (type === PROBLEM) {
    expectGuarded(name, headers);
    const { code, ...rest } = problem.parse(body);
    const {
      type: _type,
      title: _title,
      status: _status,
      detail: _detail,
      request: _request,
      ...members
    } = rest;
    const names = problemsOfStatus.safeParse(published?.content[PROBLEM]).data;
    const codes = names?.map((name_) => codeOf[name_.replace('#/components/schemas/', '')]);
    expect({ name, codes }).toEqual({ name, codes: expect.arrayContaining([code]) });
    expect({ name, members }).toEqual({
      name,
      members: membersOf(problemCode.parse(code))?.parse(members) ?? {},
    });
    expect(rest).toMatchObject({ status, type: `/v1/docs/errors#${code}` });
  } else if (declared) {
    expectGuarded(name, headers);
    // Parsing leaves out what the schema does not have: then the two would differ.
    expect({ name, published, body }).toEqual({
      name,
      published: expect.anything(),
      body: declared.body?.parse(body),
    });
  } else {
    // API Gateway's own answer, before any of our code runs.
    expect({ name, types: Object.keys(published?.content ?? {}), body }).toEqual({
      name,
      types: expect.arrayContaining(['application/json']),
      body: { message: expect.any(String) },
    });
  }
};
