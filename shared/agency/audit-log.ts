import { canonicalText } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { timedId } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Change, ChangeKind } from '../table/items/change.ts';
import { changeKey } from '../table/keys.ts';

/** An item takes 400 KB: both states fit, with room for the rest. */
export const MAX_STATE_BYTES = 100_000;

/**
 * The record of a change, to be written in the change's own transaction.
 * @param id the changed record's own
 * @param before as it was; undefined where there was nothing
 * @param after as it is; undefined where nothing is left
 * @param now milliseconds since the epoch
 * @param changeId given where the same change may be written down again
 */
export const changeRecord = (
  { agency, actor }: { agency: string; actor: string },
  kind: ChangeKind,
  id: string,
  before: object | undefined,
  after: object | undefined,
  now: number,
  changeId: string = timedId('chg', now),
): Guarded => {
  const change: Change = {
    agency,
    id: changeId,
    version: 0,
    at: instant(now),
    actor,
    kind,
    recordId: id,
    ...(before && { before: stateOf(before) }),
    ...(after && { after: stateOf(after) }),
  };
  return { key: changeKey(agency, change.id), item: change, version: 0 };
};

const stateOf = (record: object): { json: string; isWhole: boolean } => {
  const json = canonicalText(record);
  const bytes = Buffer.from(json);
  return bytes.length <= MAX_STATE_BYTES
    ? { json, isWhole: true }
    : { json: bytes.subarray(0, MAX_STATE_BYTES).toString(), isWhole: false };
};
