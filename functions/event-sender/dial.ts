import type { Pace } from '../../shared/events/circuit.ts';
import { checkAddress, type Networks, type Resolve } from '../../shared/events/ssrf-guard.ts';
import type { Endpoint } from '../../shared/table/items/endpoint.ts';
import type { Answer, Post } from './post.ts';
import { sign } from './sign.ts';
import type { SecretsOf } from './signing.ts';

/** What it takes to reach an endpoint. */
export type Dialling = {
  now: () => number;
  secretsOf: SecretsOf;
  networks: Networks;
  resolve: Resolve;
  post: Post;
  timeouts?: Timeouts;
};

/** Milliseconds: for everything, and how many of these need no slot. */
export type Timeouts = { wholeMs: number; withoutSlotMs: number };

const TIMEOUTS: Timeouts = { wholeMs: 15_000, withoutSlotMs: 1_000 };

const TIMEOUT: Answer = { problem: 'timeout' };

/** What the endpoint answered and how fast; undefined where the sender hung up for want of a slot. */
export type Dialled = { answer: Answer; pace: Pace } | undefined;

/**
 * Sends an event once. After a second without an answer it needs a slot to wait for longer; without one it hangs up.
 * @param takeSlot asked after that second. What it throws is thrown.
 */
export const dial = async (
  dialling: Dialling,
  endpoint: Endpoint,
  event: { id: string; body: string },
  takeSlot: () => Promise<boolean>,
): Promise<Dialled> => {
  // Before the clock starts: our own secret store says nothing about their endpoint.
  const secrets = await dialling.secretsOf(endpoint.agency, endpoint, dialling.now());
  // Unsigned, it would be anybody's.
  if (secrets.length === 0) return { answer: { problem: 'no_secret' }, pace: 'quick' };
  const headers = sign(event.id, event.body, secrets, dialling.now());
  const { wholeMs, withoutSlotMs } = dialling.timeouts ?? TIMEOUTS;
  const hangUp = new AbortController();
  let slot: Promise<boolean> | undefined;
  const end = setTimeout(() => hangUp.abort(), wholeMs);
  const timer = setTimeout(() => {
    slot = takeSlot();
    slot.then(
      (isTaken) => isTaken || hangUp.abort(),
      () => hangUp.abort(),
    );
  }, withoutSlotMs);
  try {
    const answer = await Promise.race([
      send(dialling, endpoint.url, headers, event.body, hangUp.signal),
      aborted(hangUp.signal),
    ]);
    clearTimeout(timer);
    const hasSlot = await slot;
    const isTimeout = 'problem' in answer && answer.problem === 'timeout';
    if (isTimeout) return hasSlot === false ? undefined : { answer, pace: 'timeout' };
    return { answer, pace: hasSlot === undefined ? 'quick' : 'slow' };
  } finally {
    clearTimeout(timer);
    clearTimeout(end);
  }
};

/** Everything counts, from the look-up of the name on: a name server may hang as well. */
const send = async (
  { networks, resolve, post }: Dialling,
  url: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Answer> => {
  const safe = await checkAddress(url, networks, resolve);
  return safe.ok ? await post(safe.value, headers, body, signal) : { problem: safe.error };
};

const aborted = async (signal: AbortSignal): Promise<Answer> =>
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(TIMEOUT), { once: true });
  });
