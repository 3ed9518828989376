import type * as z from 'zod';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Cursor } from '../table/cursor.ts';
import {
  profileField,
  profileFieldItem,
  profileItem,
  type Profile,
  type ProfileField,
} from '../table/items/profile.ts';
import { profileFieldRange, profileFieldsPartition, profileKey } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed } from '../table/table.ts';

/** Without a field, all of them are searched, one after the other. */
export type ProfileSearch = PageRequest & { prefix: string; field?: ProfileField | undefined };

/** A profile, and the field that it was found by. */
export type FoundProfile = { profile: Profile; matched: ProfileField };

/** In which field a search goes on, and where there. */
type Place = { field: ProfileField; cursor?: Cursor | undefined };

/**
 * A page of profiles with a field that begins with a text, whatever its case: one Query for each field that the page
 * needs, and one BatchGet. A profile that matches in several fields comes once for each, but once at most in a page.
 */
export const searchProfiles = async (
  { table }: Ledger,
  agency: AgencyId,
  { prefix, field, limit, cursor }: ProfileSearch,
): Promise<Result<Page<FoundProfile>, InvalidCursor>> => {
  const fields = field === undefined ? profileField.options : [field];
  const found = new Map<string, ProfileField>();
  let place = cursor === undefined ? placeAt(fields[0]) : placeFrom(cursor, fields);
  if (!place) return err({ code: 'invalid_cursor' });
  for (let left = limit; place && left > 0;) {
    const page: Result<Page<z.infer<typeof profileFieldItem>>, InvalidCursor> = await listPage(table, {
      partition: profileFieldsPartition(agency, place.field),
      item: profileFieldItem,
      limit: left,
      cursor: place.cursor,
      ...profileFieldRange(prefix),
    });
    if (!page.ok) return page;
    const next: Cursor | null = page.value.cursor;
    left -= page.value.items.length;
    for (const one of page.value.items) if (!found.has(one.account)) found.set(one.account, one.field);
    place =
      next === null ? placeAt(fields[fields.indexOf(place.field) + 1]) : { field: place.field, cursor: next };
  }
  const keys = [...found].map(([account]) => profileKey({ agency, account }));
  const read = await readTogether(table, keys);
  const items = [...found].flatMap(([account, matched]) => {
    const profile = decodeListed(profileItem, read(profileKey({ agency, account })));
    return profile ? [{ profile, matched }] : [];
  });
  return ok({ items, cursor: place ? `${place.field}.${place.cursor ?? ''}` : null });
};

const placeAt = (field: ProfileField | undefined): Place | undefined => field && { field };

/** @returns undefined for a cursor that this search did not give out */
const placeFrom = (cursor: Cursor, fields: readonly ProfileField[]): Place | undefined => {
  const [name, rest] = cursor.split('.');
  const field = fields.find((one) => one === name);
  return field && rest !== undefined ? { field, cursor: rest === '' ? undefined : rest } : undefined;
};
