import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';

const grantsSeen = z.object({
  granted: z.array(z.string()),
  used: z.array(z.string()),
  refused: z.array(z.string()),
});

/** None where the e2e tests are no part of this run. */
const directory = inject('grantsSeen');

/** What all stacks of the e2e tests have seen together. */
const seen = (directory === undefined ? [] : readdirSync(directory)).map((file) =>
  grantsSeen.parse(JSON.parse(readFileSync(path.join(directory ?? '', file), 'utf8'))),
);

/** Lambda itself writes the log; and a queue for failures comes with more than the right to send, from CDK. */
const usedByLambda = / logs:| sqs:Get\w+ \S+GivenUp/;

describe.skipIf(directory === undefined)('in all e2e tests together', () => {
  test('no Lambda called anything beyond its role', () => {
    expect(seen.flatMap(({ refused }) => refused)).toEqual([]);
  });

  test('every grant in the template was used', () => {
    const used = new Set(seen.flatMap((stack) => stack.used));
    const granted = new Set(seen.flatMap((stack) => stack.granted));

    expect(granted.size).toBeGreaterThan(50);
    expect([...granted].filter((grant) => !used.has(grant) && !usedByLambda.test(grant))).toEqual([]);
  });
});
