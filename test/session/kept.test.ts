import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  offerName,
  ownedName,
  ownedPrefix,
  placeOf,
  sessionName,
} from '../../packages/web/src/session/kept.ts';
import { signInFailureOf } from '../../packages/web/src/session/sign-in-failure.ts';

const owners = fc.record({
  place: fc.constantFrom(
    placeOf('portal', undefined),
    placeOf('portal', 'demo'),
    placeOf('portal', 'other'),
    placeOf('console', undefined),
  ),
  person: fc.oneof(fc.constantFrom('', 'a', 'a/b', 'session', 'offer'), fc.string()),
});

const names = fc.oneof(fc.constantFrom('checkout', 'key.a/b'), fc.string({ minLength: 1 }));

describe('the names under which a tab or a device keeps things', () => {
  test('two agencies, two persons and two things have no name in common', () => {
    fc.assert(
      fc.property(owners, names, owners, names, (one, its, another, theirs) => {
        const isSame = one.place === another.place && one.person === another.person && its === theirs;
        expect(ownedName(one, its) === ownedName(another, theirs)).toBe(isSame);
      }),
    );
  });

  test('who signs out forgets what is theirs, and nothing of anybody else', () => {
    fc.assert(
      fc.property(owners, owners, names, (one, another, theirs) => {
        const isSame = one.place === another.place && one.person === another.person;
        expect(ownedName(another, theirs).startsWith(ownedPrefix(one))).toBe(isSame);
      }),
    );
  });

  test('no person’s thing has the name of a session or of what a link offers', () => {
    fc.assert(
      fc.property(owners, names, ({ place, person }, name) => {
        expect([sessionName(place), offerName(place)]).not.toContain(ownedName({ place, person }, name));
      }),
    );
  });
});

describe('why the issuer led somebody back without a session', () => {
  test.each([
    ['cancelled', Object.assign(new Error('authorization response error'), { error: 'access_denied' })],
    ['refused', Object.assign(new Error('authorization response error'), { error: 'server_error' })],
    ['refused', Object.assign(new TypeError('"state" is missing'), { code: 'ERR_INVALID_ARG_VALUE' })],
    ['network_error', new TypeError('Failed to fetch')],
    ['refused', 'a text'],
  ] as const)('%s: %s', (why, error) => {
    expect(signInFailureOf(error)).toBe(why);
  });
});
