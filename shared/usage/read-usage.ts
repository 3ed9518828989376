import type { AccountId, AccountRef, AgencyId } from '../kernel/ids.ts';
import { found, type Result } from '../kernel/result.ts';
import { storedHash, usageFromStore, type UsageOfMinute, type UsageRecord } from '../table/items/usage.ts';
import type { Key } from '../table/keys.ts';
import { readLinked, type Read } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { eventHash, minuteOf, type EventName } from './event.ts';
import { NO_PARTS, partKeys, partsOf } from './records.ts';

/** What became of an event. */
export type UsageState = EventName & Omit<UsageRecord, 'hash' | 'meter'> & { meter: string };

/** What became of an event: one BatchGet, and a few more where its minute has very many. */
export const usageStateOf = async (
  table: Table,
  { agency, account }: AccountRef,
  name: EventName,
): Promise<Result<UsageState, { code: 'not_found' }>> => {
  const [state] = await usageStates(table, agency, [{ ...name, account }]);
  return found(state);
};

/** What became of each of some events, in their order; undefined of one that has no record. */
export const usageStates = async (
  table: Table,
  agency: AgencyId,
  names: readonly (EventName & { account: AccountId })[],
): Promise<(UsageState | undefined)[]> => {
  const keys = (read?: Read): Key[] =>
    names.flatMap(({ account, ...name }) => partKeys({ agency, account }, minuteOf(name), NO_PARTS, read));
  const read = await readLinked(table, keys(), keys);
  return names.map(({ account, ...name }) =>
    stateIn([partsOf({ agency, account }, minuteOf(name), NO_PARTS, read)], name),
  );
};

/** @param minutes the parts of the minutes that its record may be in; undefined where it is in none */
export const stateIn = (
  minutes: Iterable<readonly UsageOfMinute[]>,
  { id, time }: EventName,
): UsageState | undefined => {
  const wanted = eventHash({ id, time });
  for (const { meters, events } of [...minutes].flat()) {
    const record = events.find((stored) => storedHash(stored) === wanted);
    if (record === undefined) continue;
    const { hash: _, meter, ...state } = usageFromStore(record);
    return { ...state, id, time, meter: meters[meter] ?? '' };
  }
  return undefined;
};
