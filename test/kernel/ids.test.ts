import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AccountId,
  accountId,
  accountInPath,
  type AgencyId,
  agencyId,
  recordId,
} from '../../shared/kernel/ids.ts';
import { seed } from '../support/seed.ts';

test.each([
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'jane.doe+shop@example.com',
  '018f2f8e-7b7a-7c1e-8d1e-1234567890ab',
  'https://id.example/users/17?tenant=a#b',
  'S//808E9UOiYKKAkagOBLGxvuLUbDCXlp8sZz6ilew8=',
  '_AAkzqFVrSaSaFHy782bbtaQ',
  "o'brien@example.com",
  ' ~'.repeat(127),
])('an issuer’s user id is a valid account id: %s', (id) => {
  expect(accountId.safeParse(id).success).toBe(true);
});

test.each(['', 'a\n', 'ä', 'x'.repeat(256)])('no id can be %j', (id) => {
  for (const schema of [accountId, agencyId, recordId]) expect(schema.safeParse(id).success).toBe(false);
});

test.each(['#', 'a#b', 'a/b', 'a b', '../a', 'x'.repeat(129)])('none of our ids can be %j', (id) => {
  for (const schema of [agencyId, recordId]) expect(schema.safeParse(id).success).toBe(false);
});

const subject = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 255 });

test(`every account id can be written in a path (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(subject, (id) => {
      const segment = `~${Buffer.from(id).toString('base64url')}`;
      expect(new URL(`https://api.example/accounts/${segment}/entries`).pathname).toBe(
        `/accounts/${segment}/entries`,
      );
      expect(accountInPath.parse(segment)).toBe(id);
      expect(accountInPath.safeParse(id).data === id).toBe(!id.startsWith('~'));
    }),
    { seed, examples: [['..'], ['a/b'], ['~'], ['#'.repeat(255)]] },
  );
});

test.each(['~', '~a', '~YQ==', '~YR', '~w6Q', `~${Buffer.from('a\n').toString('base64url')}`])(
  '%s in a path is no account id',
  (segment) => {
    expect(accountInPath.safeParse(segment).success).toBe(false);
  },
);

type Extends<One, Other> = One extends Other ? true : false;

test('the compiler rejects an account id for an agency id, and the reverse', () => {
  const accountAsAgency: Extends<AccountId, AgencyId> = false;
  const agencyAsAccount: Extends<AgencyId, AccountId> = false;
  expect([accountAsAgency, agencyAsAccount]).toEqual([false, false]);
});
