import type { AccountRef, AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Operation } from '../ledger/run.ts';
import { transact } from '../ledger/transact.ts';
import { allIdsInSlots, freeSlots } from '../store/slots.ts';
import { removal } from '../table/guarded.ts';
import { sessionItem, type Session } from '../table/items/session.ts';
import { sessionKey, sessionsPartition, slotsKey } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import { decode } from '../table/table.ts';
import { keyOfPlace } from './sessions.ts';

/** Ends all sessions of an account: sign-out everywhere. API Gateway may know them for 30 seconds longer. */
export const endAccountSessions = async (
  ledger: Ledger,
  ref: AccountRef,
): Promise<Result<undefined, Busy>> => {
  const slots = slotsKey(ref, 'sessions');
  const operation: Operation<undefined, never> = {
    keys: [slots],
    linked: (read) => allIdsInSlots(read, ref, 'sessions').map((place) => keyOfPlace(ref.agency, place)),
    decide: (read) => {
      const freed = freeSlots(read, ref, 'sessions');
      const ended = allIdsInSlots(read, ref, 'sessions').flatMap((place) => {
        const key = keyOfPlace(ref.agency, place);
        const session = decode(sessionItem, read(key));
        return session ? [removal(key, session.version)] : [];
      });
      return ok({ conclude: () => ({ outcome: undefined, writes: freed ? [...ended, freed] : [] }) });
    },
  };
  const done = await run(ledger, operation);
  return done.ok ? ok(undefined) : done;
};

/** What one transaction takes. */
const BATCH = 100;

/**
 * Ends all sessions that a key made.
 * @param maker the part of the key's id that the key contains
 * @returns how many; `busy` where time ran out before the last one: then the caller asks again
 */
export const endSessionsOfKey = async (
  { table, deadline }: Ledger,
  agency: AgencyId,
  maker: string,
): Promise<Result<number, Busy>> => {
  const end = performance.now() + deadline;
  for (let ended = 0; ;) {
    const page = await listPage(table, {
      partition: sessionsPartition(agency, maker),
      item: sessionItem,
      limit: BATCH,
    });
    if (!page.ok) throw new TypeError(page.error.code);
    const { items } = page.value;
    if (items.length === 0) return ok(ended);
    if (performance.now() > end) return err({ code: 'busy' });
    // One that was redeemed or ended meanwhile is in the next page as it is then.
    if (await transact(table, items.map(removalOf))) ended += items.length;
  }
};

/** Ends one session as it was made. One that has ended already is as good. */
export const endSession = async ({ table }: Ledger, session: Session): Promise<void> => {
  await transact(table, [removalOf({ ...session, version: Math.max(session.version, 1) })]);
};

const removalOf = ({ agency, maker, id, version }: Session) =>
  removal(sessionKey(agency, maker, id), version);
