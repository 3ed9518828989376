import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochSeconds, instant, instantInput, instantSchema } from '../../shared/kernel/clock.ts';
import { seed } from '../support/seed.ts';

test.each([
  ['2026-01-31T09:30:00+01:00', '2026-01-31T08:30:00.000Z'],
  ['9999-12-31T23:59:59.9999Z', '9999-12-31T23:59:59.999Z'],
  ['0000-01-01T00:00:00-01:00', '0000-01-01T01:00:00.000Z'],
])('%s is %s', (given, expected) => {
  expect(instantInput.parse(given)).toBe(expected);
});

test.each([
  ['9999-12-31T23:59:59-05:00', 'must be in the years 0000 to 9999 in UTC'],
  ['0000-01-01T00:00:00+01:00', 'must be in the years 0000 to 9999 in UTC'],
  ['2026-02-31T00:00:00Z', 'must be a time with an offset, such as 2026-01-31T09:30:00Z'],
  ['2026-01-31', 'must be a time with an offset, such as 2026-01-31T09:30:00Z'],
])('%s %s', (given, message) => {
  expect(instantInput.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((digits) => String(digits).padStart(2, '0'));

const year = fc.oneof(
  fc.constantFrom('0000', '9999'),
  fc.integer({ min: 0, max: 9999 }).map((digits) => String(digits).padStart(4, '0')),
);

test(`every accepted time is read back unchanged (seed ${seed})`, () => {
  let accepted = 0;
  let outside = 0;
  fc.assert(
    fc.property(
      fc.tuple(year, two(13), two(32), two(24), two(60), fc.constantFrom('+', '-'), two(24), two(60)),
      ([y, month, day, hour, minute, sign, offsetHour, offsetMinute]) => {
        const given = `${y}-${month}-${day}T${hour}:${minute}:00${sign}${offsetHour}:${offsetMinute}`;
        const parsed = instantInput.safeParse(given);
        if (!parsed.success) {
          if (parsed.error.issues.some(({ message }) => message.includes('9999'))) outside += 1;
          return;
        }
        accepted += 1;
        expect(instantSchema.parse(parsed.data)).toHaveLength(24);
      },
    ),
    {
      seed,
      numRuns: 2000,
      examples: [
        [['9999', '12', '31', '23', '59', '-', '05', '00']],
        [['2026', '01', '31', '23', '59', '-', '05', '00']],
      ],
    },
  );
  expect([accepted > 0, outside > 0]).toEqual([true, true]);
});

test('seconds since the epoch end with the year 9999', () => {
  const last = 253_402_300_799;
  expect(instant(epochSeconds.parse(last) * 1000)).toBe('9999-12-31T23:59:59.000Z');
  for (const seconds of [last + 1, -1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER])
    expect(epochSeconds.safeParse(seconds).success).toBe(false);
});
