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
])('an issuer’s user is an account: %s', (id) => {
  expect(accountId.safeParse(id).success).toBe(true);
});

test.each(['', 'a\n', 'ä', 'x'.repeat(256)])('no id takes %j', (id) => {
  for (const schema of [accountId, agencyId, recordId]) expect(schema.safeParse(id).success).toBe(false);
});

test.each(['#', 'a#b', 'a/b', 'a b', '../a', 'x'.repeat(129)])('no id of ours takes %j', (id) => {
  for (const schema of [agencyId, recordId]) expect(schema.safeParse(id).success).toBe(false);
});

const subject = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 255 });

test(`every account can be written in a path (seed ${seed})`, () => {
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
  '%s is no account in a path',
  (segment) => {
    expect(accountInPath.safeParse(segment).success).toBe(false);
  },
);

type Extends<One, Other> = One extends Other ? true : false;

test('the compiler takes no account for an agency, nor an agency for an account', () => {
  const accountAsAgency: Extends<AccountId, AgencyId> = false;
  const agencyAsAccount: Extends<AgencyId, AccountId> = false;
  expect([accountAsAgency, agencyAsAccount]).toEqual([false, false]);
});
