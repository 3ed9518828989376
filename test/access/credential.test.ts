import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Credential,
  credentialKind,
  credentialText,
  type CredentialKind,
  derivedSecret,
  isSameHash,
  newId,
  newSecret,
  parseCredential,
} from '../../shared/access/credential.ts';
import { sha256 } from '../../shared/kernel/ids.ts';

const kinds: CredentialKind[] = ['key', 'session', 'link'];

const base36 = (length: number) => fc.stringMatching(new RegExp(`^[a-z0-9]{${length}}$`));

/** Agencies as awkward as they may be: with `_` at every place, and what looks like the rest of a credential. */
const agency = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  fc.constantFrom('a_b', 'a_', 'people', `x_${'0'.repeat(16)}`, `a_people`, 'scrip_key_a'),
);

const maker = fc.oneof(base36(16), fc.constant('people'));
const made = fc.tuple(maker, base36(16)).map((parts) => parts.join('_'));

const credential: fc.Arbitrary<Credential> = fc.oneof(
  fc.record({ kind: fc.constant('key' as const), agency, place: base36(16), secret: base36(50) }),
  fc.record({
    kind: fc.constantFrom('session' as const, 'link' as const),
    agency,
    place: made,
    secret: base36(50),
  }),
);

test('a credential is found again in its text', () => {
  fc.assert(
    fc.property(credential, (one) => {
      const text = credentialText(one);
      expect(parseCredential(text, one.kind)).toEqual({ ...one, hash: sha256(text) });
      expect(credentialKind(text)).toBe(one.kind === 'link' ? undefined : one.kind);
    }),
  );
});

test('a credential of one kind is none of another', () => {
  fc.assert(
    fc.property(credential, (one) => {
      for (const kind of kinds.filter((other) => other !== one.kind))
        expect(parseCredential(credentialText(one), kind)).toBeUndefined();
    }),
  );
});

test('a credential with one character changed, missing or more is none', () => {
  fc.assert(
    fc.property(credential, fc.nat(), fc.constantFrom('', '0', 'a', '_', '\n'), (one, place, other) => {
      const text = credentialText(one);
      const at = place % text.length;
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      fc.pre(changed !== text);
      expect(parseCredential(changed, one.kind)).toBeUndefined();
      expect(parseCredential(`${text}${other || ' '}`, one.kind)).toBeUndefined();
    }),
  );
});

describe('a secret', () => {
  test('has 50 letters and digits, and is never the same', () => {
    const secrets = Array.from({ length: 1000 }, newSecret);
    expect(new Set(secrets).size).toBe(1000);
    expect(secrets.filter((secret) => !/^[a-z0-9]{50}$/.test(secret))).toEqual([]);
    expect(Array.from({ length: 1000 }, newId).filter((id) => !/^[a-z0-9]{16}$/.test(id))).toEqual([]);
  });

  test('that follows from another depends on both', () => {
    const derived = derivedSecret('secret', 'salt');
    expect(derived).toMatch(/^[a-z0-9]{50}$/);
    expect([derivedSecret('secret', 'other'), derivedSecret('other', 'salt')]).not.toContain(derived);
    expect(derivedSecret('secret', 'salt')).toBe(derived);
  });
});

test('hashes are the same only if they are equal', () => {
  expect(isSameHash(sha256('a'), sha256('a'))).toBe(true);
  expect(isSameHash(sha256('a'), sha256('b'))).toBe(false);
  expect(isSameHash('a', 'ab')).toBe(false);
});
