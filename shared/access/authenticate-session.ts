import type { Bearer, Rejected } from '../kernel/bearer.ts';
import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { heirOf } from '../ledger/merged.ts';
import { sessionItem } from '../table/items/session.ts';
import { readOne } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { isSameHash, parseCredential } from './credential.ts';
import { keyOfPlace } from './sessions.ts';

/** Finds out which account a session's token is for: two reads. That of an account that merged is over. */
export const authenticateSession = async (
  table: Table,
  bearer: string,
  now: number,
): Promise<Result<Bearer, Rejected>> => {
  const credential = parseCredential(bearer, 'session');
  if (!credential) return err({ reason: 'malformed session' });
  const { agency, place: id, hash } = credential;
  const session = await readOne(table, keyOfPlace(agency, id), sessionItem);
  if (!session || !isSameHash(session.hash, hash)) return err({ reason: 'unknown session', id });
  if (session.endsAt <= instant(now)) return err({ reason: 'session over', id });
  if ((await heirOf(table, session)) !== session.account) return err({ reason: 'account merged', id });
  const { account, madeBy: actor, region, spender, scopes } = session;
  const kind = spender === undefined ? 'session' : 'spender';
  return ok({ kind, actor, agency, account, region, spender, roles: [], scopes, faults: {} });
};
