import { settingsItem, type Settings } from '../table/items/settings.ts';
import { settingsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type { Read } from '../table/read.ts';

/** @returns undefined for an agency that has not begun */
export const settingsFrom = (read: Read, agency: string): Settings | undefined =>
  decode(settingsItem, read(settingsKey(agency)));
