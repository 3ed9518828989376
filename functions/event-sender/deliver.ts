import { checkAddress, type Networks, type Resolve } from '../../shared/events/ssrf-guard.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import type { EventMessage } from '../../shared/events/message.ts';
import {
  deliveryItem,
  endpointItem,
  type Delivery,
  type Endpoint,
} from '../../shared/table/items/endpoint.ts';
import { deliveryKey, endpointKey } from '../../shared/table/keys.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode, type Table } from '../../shared/table/table.ts';
import type { Answer, Post } from './post.ts';
import { sign } from './sign.ts';
import type { SecretsOf } from './signing.ts';

/** What the sender needs of the world. */
export type Sending = {
  table: Table;
  now: () => number;
  secretsOf: SecretsOf;
  networks: Networks;
  resolve: Resolve;
  post: Post;
};

/** Milliseconds of nothing but failure after which an event, or a whole endpoint, is given up. */
const GIVEN_UP_AFTER = 5 * 24 * 60 * 60 * 1000;

/** Milliseconds for which the log of deliveries reaches back. */
const LOG_REACHES = 30 * 24 * 60 * 60 * 1000;

/**
 * Tries once to deliver an event.
 * @param since when it was first tried, in milliseconds since the epoch
 * @returns whether it has to come again
 */
export type Deliver = (message: EventMessage, since: number) => Promise<'done' | 'again'>;

export const deliverWith =
  (sending: Sending): Deliver =>
  async ({ agency, endpoint: id, event, resend }, since) => {
    const { table, now } = sending;
    const [atEndpoint, atDelivery] = [endpointKey(agency, id), deliveryKey(agency, id, event.id)];
    const read = await readTogether(table, [atEndpoint, atDelivery]);
    const endpoint = decode(endpointItem, read(atEndpoint));
    const before = decode(deliveryItem, read(atDelivery));
    // Deleted meanwhile, and with it the log of its deliveries.
    if (!endpoint) return 'done';
    if (before?.status === 'delivered' && !resend) return 'done';

    const body = JSON.stringify(event);
    const note = async (status: Delivery['status'], attempts: number, answer: Answer) => {
      const item: Delivery = {
        id: event.id,
        version: before?.version ?? 0,
        type: event.type,
        ...(event.subject !== undefined && { account: event.subject }),
        status,
        attempts: (before?.attempts ?? 0) + attempts,
        ...answer,
        lastAt: instant(now()),
        event: body,
        ttl: Math.floor((now() + LOG_REACHES) / 1000),
      };
      log.info('event sent', { agency, endpoint: id, event: event.id, type: event.type, status, ...answer });
      // Sent twice at one moment, one of the two is in the log.
      await putGuarded(table, { key: atDelivery, item, version: item.version });
    };

    if (endpoint.status === 'disabled') {
      await note('failed', 0, { problem: 'endpoint_disabled' });
      return 'done';
    }
    const answer = await tryOnce(sending, endpoint, event.id, body);
    if (isDelivered(answer)) {
      await note('delivered', 1, answer);
      if (endpoint.failingSince !== undefined) await works(table, endpoint);
      return 'done';
    }
    const disabled = await fails(sending, endpoint);
    const isOver = disabled || now() - since >= GIVEN_UP_AFTER;
    await note(isOver ? 'failed' : 'failing', 1, answer);
    return isOver ? 'done' : 'again';
  };

const isDelivered = (answer: Answer): boolean =>
  'statusCode' in answer && answer.statusCode >= 200 && answer.statusCode < 300;

const tryOnce = async (
  { secretsOf, networks, resolve, post, now }: Sending,
  { agency, id, url }: Endpoint,
  event: string,
  body: string,
): Promise<Answer> => {
  const safe = await checkAddress(url, networks, resolve);
  if (!safe.ok) return { problem: safe.error };
  const secrets = await secretsOf(agency, id, now());
  // Unsigned, it would be anybody's.
  if (secrets.length === 0) return { problem: 'no_secret' };
  return await post(safe.value, sign(event, body, secrets, now()), body);
};

/** Should somebody else write the endpoint at this moment, the next event says the same again. */
const works = async (table: Table, { failingSince: _, ...endpoint }: Endpoint): Promise<void> => {
  const { agency, id, version } = endpoint;
  await putGuarded(table, { key: endpointKey(agency, id), item: endpoint, version });
};

/** @returns whether this was one failure too many; the table's stream tells the agency */
const fails = async ({ table, now }: Sending, endpoint: Endpoint): Promise<boolean> => {
  const { agency, id, version, failingSince } = endpoint;
  const key = endpointKey(agency, id);
  if (failingSince === undefined) {
    await putGuarded(table, { key, item: { ...endpoint, failingSince: instant(now()) }, version });
    return false;
  }
  if (now() - Date.parse(failingSince) < GIVEN_UP_AFTER) return false;
  return await putGuarded(table, { key, item: { ...endpoint, status: 'disabled' }, version });
};
