import { returnUrlFor } from '../agency/return-url.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/durations.ts';
import { sha256, type AccountId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirOf, refuseMerged } from '../ledger/merged.ts';
import { run, type Busy, type Operation } from '../ledger/run.ts';
import { spenderFrom } from '../spenders/spender.ts';
import { idsInSlots, takeSlot } from '../store/slots.ts';
import { apiKeyItem } from '../table/items/api-key.ts';
import { sessionItem, sessionNumber, type Session } from '../table/items/session.ts';
import { accountKey, apiKeyKey, sessionKey, settingsKey, slotsKey, spenderKey } from '../table/keys.ts';
import { readOne } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { KeyMaker } from './api-keys.ts';
import { type Credential, credentialText, derivedSecret, newId, newSecret } from './credential.ts';
import { endSession } from './end-sessions.ts';
import { keyOfPlace, makerOf, placeOf } from './sessions.ts';

/** How long the code of a session may be redeemed. */
const LINK_MS = MINUTE_MS;

export type SessionInput = Pick<Session, 'scopes' | 'region' | 'spender'> & {
  /** How long it lasts. */
  seconds: number;
  returnUrl?: string | undefined;
};

/** A session, with what is shown this once: its token, and the code that yields the token once. */
export type WithToken = { session: Session; token: string; code: string };

type Refused =
  | Busy
  | { code: 'not_found' | 'return_url_not_allowed' | 'unknown_spender' }
  | { code: 'session_limit'; retryAfter: number };

/**
 * Makes a session for an account, whether or not the account has been used before; for one that merged, a session of the other
 * one. It ends with the key that made it.
 */
export const createSession = async (
  ledger: Ledger,
  who: KeyMaker,
  named: AccountId,
  { scopes, region, spender, seconds, returnUrl: asked }: SessionInput,
): Promise<Result<WithToken, Refused | Busy>> => {
  const { agency, actor: madeBy } = who;
  const account = await heirOf(ledger.table, { agency, account: named });
  const ref: AccountRef = { agency, account };
  const maker = makerOf(who);
  const id = newId();
  const at = sessionKey(agency, maker, id);
  const { token, code, salt } = newCredentials({ agency, place: placeOf({ maker, id }) });

  const keyAt = who.kind === 'key' ? apiKeyKey(agency, madeBy) : undefined;
  const operation: Operation<Session, Refused> = {
    keys: [
      at,
      settingsKey(agency),
      accountKey(ref),
      slotsKey(ref, 'sessions'),
      ...(keyAt ? [keyAt] : []),
      ...(spender === undefined ? [] : [spenderKey(ref, spender)]),
    ],
    linked: (read) => idsInSlots(read, ref, 'sessions').map((place) => keyOfPlace(agency, place)),
    // There is one after an answer that was lost.
    earlier: (read) => {
      const made = decode(sessionItem, read(at));
      return made && ok(made);
    },
    decide: (read, now) => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' });
      refuseMerged(read, ref);
      if (spender !== undefined && !spenderFrom(read, ref, spender)) return err({ code: 'unknown_spender' });
      const returnUrl = returnUrlFor(settings, asked);
      if (asked !== undefined && returnUrl === undefined) return err({ code: 'return_url_not_allowed' });
      const { expiresAt: keyEnds } = (keyAt && decode(apiKeyItem, read(keyAt))) ?? {};
      const until = Math.min(
        now + seconds * SECOND_MS,
        keyEnds === undefined ? Infinity : Date.parse(keyEnds),
      );
      // The key has expired, and API Gateway may know it for 30 seconds longer.
      if (until <= now) return err({ code: 'busy' });
      // Only these were read: of the others nothing says that they have ended.
      const looked = new Set(idsInSlots(read, ref, 'sessions'));
      const slot = takeSlot(read, ref, 'sessions', {
        now,
        until,
        id: placeOf({ maker, id }),
        hasEnded: (place) => looked.has(place) && read(keyOfPlace(agency, place)) === undefined,
      });
      if (!slot.ok) return err({ code: 'session_limit', ...slot.error });
      const link = { hash: sha256(code), salt, endsAt: instant(now + LINK_MS) };
      const session: Session = {
        agency,
        account,
        maker,
        id,
        version: 0,
        scopes,
        ...(region !== undefined && { region }),
        ...(spender !== undefined && { spender }),
        hash: sha256(token),
        madeBy,
        createdAt: instant(now),
        endsAt: instant(until),
        link: { ...link, ...(returnUrl !== undefined && { returnUrl }) },
        ttl: Math.ceil(until / SECOND_MS),
      };
      const number = sessionNumber(session);
      const write = { key: at, schema: sessionItem, number, item: session, version: 0 };
      return ok({ conclude: () => ({ outcome: session, writes: [write, slot.value] }) });
    },
  };
  const done = await run(ledger, operation);
  if (!done.ok) return done;
  const session = done.value.outcome;
  return (await wasRevoked(ledger, who)) ? await endedAtOnce(ledger, session) : ok({ session, token, code });
};

/** A token, and a code that leads to the same token: who reads the table knows neither. */
const newCredentials = (record: Pick<Credential, 'agency' | 'place'>) => {
  const [secret, salt] = [newSecret(), newSecret()];
  const code = credentialText({ ...record, kind: 'link', secret });
  const token = credentialText({ ...record, kind: 'session', secret: derivedSecret(secret, salt) });
  return { token, code, salt };
};

/**
 * Whether the key that asks was revoked meanwhile. Read after the session was written: a revocation that did not find the
 * session came first, and is seen here. So no session outlives its key.
 */
const wasRevoked = async ({ table }: Ledger, { agency, actor, kind }: KeyMaker): Promise<boolean> =>
  kind === 'key' && (await readOne(table, apiKeyKey(agency, actor), apiKeyItem)) === undefined;

/** Nobody has its token yet. The caller tries again, and is not known any more. */
const endedAtOnce = async (ledger: Ledger, session: Session): Promise<Result<never, Busy>> => {
  await endSession(ledger, session);
  return err({ code: 'busy' });
};
