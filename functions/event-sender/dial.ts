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
  patience?: Patience;
};

/** Milliseconds: for everything, and how many of these need no place. */
export type Patience = { whole: number; withoutPlace: number };

const PATIENCE: Patience = { whole: 15_000, withoutPlace: 1_000 };

const TIMEOUT: Answer = { problem: 'timeout' };

export const isTimeout = (answer: Answer): boolean => 'problem' in answer && answer.problem === 'timeout';

/**
 * Sends an event once. Whoever has waited for a second needs a place to wait for longer, and else hangs up.
 * @param takePlace asked after that second
 * @returns what the endpoint answered, or undefined where no place was free. Throws what `takePlace` throws.
 */
export const dial = async (
  dialling: Dialling,
  endpoint: Endpoint,
  event: { id: string; body: string },
  takePlace: () => Promise<boolean>,
): Promise<Answer | undefined> => {
  const { whole, withoutPlace } = dialling.patience ?? PATIENCE;
  const hangUp = new AbortController();
  const signal = AbortSignal.any([hangUp.signal, AbortSignal.timeout(whole)]);
  let place = Promise.resolve(true);
  const timer = setTimeout(() => {
    place = takePlace();
    void place.then(
      (isTaken) => isTaken || hangUp.abort(),
      () => hangUp.abort(),
    );
  }, withoutPlace);
  const answer = await Promise.race([send(dialling, endpoint, event, signal), aborted(signal)]);
  clearTimeout(timer);
  const hasPlace = await place;
  return isTimeout(answer) && !hasPlace ? undefined : answer;
};

/** Everything counts, from the look-up of the name on: a name server may hang as well. */
const send = async (
  { secretsOf, networks, resolve, post, now }: Dialling,
  { agency, id, url }: Endpoint,
  event: { id: string; body: string },
  signal: AbortSignal,
): Promise<Answer> => {
  const safe = await checkAddress(url, networks, resolve);
  if (!safe.ok) return { problem: safe.error };
  const secrets = await secretsOf(agency, id, now());
  // Unsigned, it would be anybody's.
  if (secrets.length === 0) return { problem: 'no_secret' };
  return await post(safe.value, sign(event.id, event.body, secrets, now()), event.body, signal);
};

const aborted = async (signal: AbortSignal): Promise<Answer> =>
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(TIMEOUT), { once: true });
  });
