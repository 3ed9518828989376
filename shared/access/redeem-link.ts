import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type Busy, type Operation } from '../ledger/run.ts';
import { sessionItem, sessionNumber, type Session } from '../table/items/session.ts';
import { decode } from '../table/table.ts';
import { credentialText, derivedSecret, isSameHash, parseCredential } from './credential.ts';
import { keyOfPlace } from './sessions.ts';

/** A session, its token, and where the customer returns to. */
export type Redeemed = { session: Session; token: string; returnUrl: string | undefined };

type LinkInvalid = { code: 'link_invalid' };

/** Exchanges the code of a link for the token of its session: once, however often it is tried at the same time. */
export const redeemLink = async (
  ledger: Ledger,
  code: string,
): Promise<Result<Redeemed, LinkInvalid | Busy>> => {
  const credential = parseCredential(code, 'link');
  if (!credential) return err({ code: 'link_invalid' });
  const { agency, place, secret, hash } = credential;
  const at = keyOfPlace(agency, place);
  const operation: Operation<Redeemed, LinkInvalid> = {
    keys: [at],
    decide: (read, now) => {
      const stored = decode(sessionItem, read(at));
      const { link, ...session } = stored ?? {};
      if (!stored || !link || !isSameHash(link.hash, hash) || link.endsAt <= instant(now))
        return err({ code: 'link_invalid' });
      const token = credentialText({
        kind: 'session',
        agency,
        place,
        secret: derivedSecret(secret, link.salt),
      });
      const number = sessionNumber(stored);
      const write = { key: at, schema: sessionItem, number, item: session, version: stored.version };
      const outcome = { session: stored, token, returnUrl: link.returnUrl };
      return ok({ conclude: () => ({ outcome, writes: [write] }) });
    },
  };
  const done = await run(ledger, operation);
  return done.ok ? ok(done.value.outcome) : done;
};
