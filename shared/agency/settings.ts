import { DEFAULT_ZONE } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { settingsItem, type Settings } from '../table/items/settings.ts';
import type { Guarded } from '../table/guarded.ts';
import { agencyListKey, settingsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type { Read } from '../table/read.ts';
import type { Resource } from './resource.ts';

/** @returns undefined for an agency that has not begun */
export const settingsFrom = (read: Read, agency: AgencyId): Settings | undefined =>
  decode(settingsItem, read(settingsKey(agency)));

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
