import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountId, agencyId, operationId, recordId } from '../../shared/kernel/ids.ts';
import { accountKey, checkoutKey, entryKey, operationKey, receiptKey } from '../../shared/table/keys.ts';
import { seed } from '../support/seed.ts';

test.each([
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'jane.doe+shop@example.com',
  '018f2f8e-7b7a-7c1e-8d1e-1234567890ab',
])('an issuer’s user is an account: %s', (id) => {
  expect(accountId.safeParse(id).success).toBe(true);
});

test.each(['', '#', 'a#b', 'a/b', 'a b', '../a', 'a\n', 'ä', 'x'.repeat(129)])('no id takes %j', (id) => {
  for (const schema of [accountId, agencyId, recordId]) expect(schema.safeParse(id).success).toBe(false);
});

const text = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', '#', '%', '2', '3', '|') });
const parts = fc.tuple(text, text, text);
type Parts = [string, string, string];

const builders: [string, (of: Parts) => unknown][] = [
  ['account', ([agency, account]) => accountKey({ agency, account })],
  ['operation', ([agency, account, id]) => operationKey({ agency, account }, id)],
  ['checkout', ([agency, account, id]) => checkoutKey({ agency, account }, id)],
  ['receipt', ([agency, , id]) => receiptKey(agency, 'stripe', id)],
  ['entry', ([agency, account, at]) => entryKey({ agency, account }, { at, number: 1 })],
  ['operation id', ([agency, account, key]) => operationId('op', { agency, account }, 'spend', key)],
];

test.each(builders)(
  `no two agencies share a key of an %s, whatever the parts are made of (seed ${seed})`,
  (_, key) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(one[0] !== other[0]);
        expect(key(one)).not.toEqual(key(other));
      }),
      { seed, numRuns: 2000 },
    );
  },
);

test.each(builders.filter(([name]) => name !== 'account' && name !== 'receipt'))(
  `no two accounts and ids share a key of an %s (seed ${seed})`,
  (_, key) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(one.some((part, index) => part !== other[index]));
        expect(key(one)).not.toEqual(key(other));
      }),
      { seed, numRuns: 2000 },
    );
  },
);
