import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, timeOf } from '../ledger/account.ts';
import { creditsIn } from '../ledger/held.ts';
import { holdItem, type Hold } from '../table/items/hold.ts';
import { accountKey, holdKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { statusOf, type HoldStatus } from './hold.ts';
import type { HoldCaller } from './hold-caller.ts';

export type NotOpen =
  | { code: 'not_found' }
  | { code: 'hold_not_open'; holdStatus: Exclude<HoldStatus, 'open'> };

/** An open hold that a caller may capture or release, and the credits that it holds. */
export const openHoldIn = <Refused>(
  read: Read,
  { ref, whyNot }: HoldCaller<Refused>,
  id: string,
  now: number,
): Result<{ hold: Hold; held: number }, NotOpen | Refused> => {
  const hold = decode(holdItem, read(holdKey(ref, id)));
  if (!hold) return err({ code: 'not_found' });
  const refused = whyNot(hold);
  if (refused !== undefined) return err(refused);
  const account = accountFrom(ref, read(accountKey(ref)));
  // The ledger's clock decides: its time never goes back.
  const holdStatus = statusOf(hold, timeOf(account, now));
  if (holdStatus !== 'open') return err({ code: 'hold_not_open', holdStatus });
  return ok({ hold, held: creditsIn(account, id) });
};
