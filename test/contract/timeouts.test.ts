import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../support/sources.ts';

const sources = globSync('{functions,shared}/**/*.ts', { cwd: project }).map((file) => ({
  file,
  text: readFileSync(path.join(project, file), 'utf8'),
}));

test('every client of AWS ends a call that hangs', () => {
  const made = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/new (\w+Client)\(([^)]*)\)/g)]
      .filter(([, name]) => name !== 'DynamoDBDocumentClient')
      .map(([, name, options]) => ({ file, name, options })),
  );

  expect(made.length).toBeGreaterThan(7);
  // The bucket's options have them too (shared/files/bucket.ts).
  expect(made.filter(({ options }) => !/AWS_TIMEOUTS|bucketClient/.test(options ?? ''))).toEqual([]);
});

test('only what takes a signal that ends it may fetch', () => {
  const fetching = sources.filter(({ text }) => /(?<![\w.])fetch\(/.test(text));

  expect(fetching.map(({ file }) => file).toSorted()).toEqual([
    // By AbortSignal.timeout.
    'functions/authorizer/issuer-keys.ts',
    // Its callers have to give it one.
    'shared/payments/paypal/bounded-fetch.ts',
    // By AbortSignal.timeout.
    'shared/smoke/stranger.ts',
  ]);
});
