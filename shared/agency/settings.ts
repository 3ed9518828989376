import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_ZONE } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { settingsItem, type Settings } from '../table/items/settings.ts';
import type { Guarded } from '../table/guarded.ts';
import { agencyListKey, settingsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type { Read } from '../table/read.ts';
import type { Resource } from './resource.ts';

/** Settings seldom change, and to parse them takes longer than all else that is parsed of a spend. */
const parsed = new Map<AgencyId, { stored: object; settings: Settings }>();
/** Agencies whose settings one instance keeps. */
const MAX_PARSED = 100;

/** @returns undefined for an agency that has not begun */
export const settingsFrom = (read: Read, agency: AgencyId): Settings | undefined => {
  const stored = read(settingsKey(agency));
  const before = parsed.get(agency);
  if (before && isDeepStrictEqual(before.stored, stored)) return before.settings;
  const settings = decode(settingsItem, stored);
  if (parsed.size === MAX_PARSED) parsed.clear();
  if (stored && settings) parsed.set(agency, { stored, settings });
  return settings;
};

/** The IANA time zone of an agency's days, weeks and months. */
export const zoneIn = (read: Read, { agency }: { agency: AgencyId }): string =>
  settingsFrom(read, agency)?.timeZone ?? DEFAULT_ZONE;

/** The write of settings as they were read and changed: their version is the one read. */
export const settingsWrite = (settings: Settings): Guarded => ({
  key: settingsKey(settings.agency),
  list: agencyListKey(settings.agency),
  schema: settingsItem,
  item: settings,
  version: settings.version,
});

export const settingsResource = (agency: AgencyId): Resource<Settings> => ({
  kind: 'settings',
  id: 'settings',
  key: settingsKey(agency),
  schema: settingsItem,
  list: () => agencyListKey(agency),
  keep: ({ connected }, { connected: _, ...wanted }) => ({ ...wanted, ...(connected && { connected }) }),
});
