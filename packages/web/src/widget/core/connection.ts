import { customerClient, getAccount, type Account, type Client } from '@scrip/client';
import type { ScripFailure, Token } from '../public.ts';
import { brandOf } from './brand.ts';

/** What an element knows of the account. */
export type Known = {
  account?: Account;
  /** When the account was as it is shown, in milliseconds since the epoch. */
  at?: number;
  /** Why the last look failed. */
  fault?: Fault;
};

export type Fault = ScripFailure & { kind: 'offline' | 'signed_out' | 'failed' };

export type Connection = {
  api: string;
  client: Client<'customer'>;
  known: () => Known;
  /** Looks at the account. Looks that are asked for at once are one. */
  refresh: () => Promise<void>;
  /** Credits moved here: all elements on all tabs of the page look again. */
  changed: () => Promise<void>;
  /** Calls back whenever something else is known, until the signal ends it. */
  listen: (listener: () => void, signal: AbortSignal) => void;
  faultOf: (failure: { code: string; cause?: unknown; request?: string }) => Fault;
  /** How the agency shows itself, once its account is known. It is read once. */
  brand: () => Promise<CSSStyleSheet | undefined>;
};

/** A page that was hidden for longer looks again. */
const STALE_MS = 30_000;

/** The session is over, or is about an account that merged into another one. */
const ENDED: ReadonlySet<string> = new Set(['unauthorized', 'account_merged']);

/** What tabs tell one another: that an account changed, never more. */
const tabs = new BroadcastChannel('scrip');

const connect = (api: string, token: Token): Connection => {
  const listeners = new Set<() => void>();
  let known: Known = {};
  let etag: string | undefined;
  let looking: Promise<void> | undefined;
  /** Looks that were asked for; one that began before the last of them may have seen less. */
  let wanted = 0;
  let tokenFault: unknown;
  /** Calls that need a token at the same time ask the page once. */
  const asking = new Map<boolean, Promise<string>>();

  const ask = async (refused: boolean): Promise<string> => {
    try {
      return await token(refused);
    } catch (error) {
      tokenFault = error;
      throw error;
    } finally {
      asking.delete(refused);
    }
  };
  const client = customerClient({
    baseUrl: api,
    credential: (refused) => {
      const asked = asking.get(refused) ?? ask(refused);
      asking.set(refused, asked);
      return asked;
    },
  });

  const faultOf: Connection['faultOf'] = ({ code, cause, request }) => {
    if (!navigator.onLine) return { kind: 'offline', code: 'network_error' };
    if (ENDED.has(code) || (cause !== undefined && cause === tokenFault)) {
      return { kind: 'signed_out', code: 'signed_out' };
    }
    return { kind: 'failed', code, ...(request !== undefined && { request }) };
  };

  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const look = async (): Promise<void> => {
    let seen: number;
    try {
      do {
        seen = wanted;
        const answer = await client.call(getAccount, { headers: { 'if-none-match': etag } });
        if (answer.ok) {
          etag = answer.headers.get('etag') ?? undefined;
          known = { account: answer.value, at: Date.now() };
        } else if (answer.failure.code === 'not_modified') {
          known = { ...(known.account && { account: known.account }), at: Date.now() };
        } else {
          known = { ...known, fault: faultOf(answer.failure) };
        }
      } while (seen !== wanted);
    } finally {
      looking = undefined;
    }
    notify();
  };
  const refresh = (): Promise<void> => {
    wanted += 1;
    return (looking ??= look());
  };

  const lookAgain = (): void => {
    if (listeners.size > 0) void refresh();
  };
  tabs.addEventListener('message', ({ data }) => {
    if (data === api) lookAgain();
  });
  addEventListener('online', lookAgain);
  addEventListener('offline', () => {
    known = { ...known, fault: faultOf({ code: 'network_error' }) };
    notify();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - (known.at ?? 0) > STALE_MS) lookAgain();
  });

  let branded: Promise<CSSStyleSheet | undefined> | undefined;
  const brand: Connection['brand'] = async () => {
    if (!known.account) await (looking ?? refresh());
    if (known.account) branded ??= brandOf(client, known.account.agency);
    return branded;
  };

  return {
    api,
    client,
    known: () => known,
    refresh,
    changed: async () => {
      await refresh();
      tabs.postMessage(api);
    },
    listen: (listener, signal) => {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
      if (!looking && Date.now() - (known.at ?? 0) > STALE_MS) void refresh();
      else if (known.at !== undefined || known.fault) listener();
    },
    faultOf,
    brand,
  };
};

const connections = new WeakMap<Token, Map<string, Connection>>();

/** One connection for all elements with this API and token: what one of them learns, all of them show. */
export const connectionOf = (api: string, token: Token): Connection => {
  const byApi = connections.get(token) ?? new Map<string, Connection>();
  connections.set(token, byApi);
  const connection = byApi.get(api) ?? connect(api, token);
  byApi.set(api, connection);
  return connection;
};
