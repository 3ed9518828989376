import { expect, test } from 'vitest';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { CorruptItemError } from '../../shared/table/table.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { someSettings } from '../support/settings.ts';

const readOf = (item: Record<string, unknown>) => () => structuredClone(item);
const stored = (agency: string, more: Parameters<typeof someSettings>[1] = {}) => ({
  ...someSettings(agency, more),
  ...settingsKey(agency),
});

test('settings are what the item says now, whatever it said before', () => {
  expect(settingsFrom(readOf(stored('one')), 'one')).toMatchObject({ creditPayments: true });
  expect(settingsFrom(readOf(stored('one')), 'one')).toMatchObject({ creditPayments: true });
  const closed = stored('one', { creditPayments: false });
  expect(settingsFrom(readOf(closed), 'one')).toMatchObject({ creditPayments: false });
  expect(() => settingsFrom(readOf({ ...closed, name: 7 }), 'one')).toThrow(CorruptItemError);
  expect(settingsFrom(() => undefined, 'one')).toBeUndefined();
  expect(settingsFrom(readOf(stored('one')), 'one')).toMatchObject({ creditPayments: true });
});

test('of more agencies than an instance keeps, each has its own settings', () => {
  const agencies = Array.from({ length: 250 }, (_, place) => `agency-${place}`);
  const names = () =>
    agencies.map((agency) => settingsFrom(readOf(stored(agency, { name: `Of ${agency}` })), agency)?.name);
  expect(names()).toEqual(agencies.map((agency) => `Of ${agency}`));
  expect(names()).toEqual(agencies.map((agency) => `Of ${agency}`));
});
