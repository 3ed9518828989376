import { createAlarm } from '../alarm.ts';
import type { Signature } from './control-schema.ts';
import type { ControlsStore } from './controls.ts';
import type { Delivery, DeliveryLog } from './delivery-log.ts';

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** One webhook endpoint, and how its provider writes a delivery to it. */
export type Channel = {
  name: string;
  request: (event: string, signature: Signature) => WebhookRequest | Promise<WebhookRequest>;
};

const MAX_ATTEMPTS = 10;
const MAX_PAUSE_MS = 60_000;
const RESPONSE_TIMEOUT_MS = 10_000;

type Outcome = { status: number | null; error: string | null };

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
};

const post = async ({ url, headers, body }: WebhookRequest, stopping: AbortSignal): Promise<Outcome> => {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(RESPONSE_TIMEOUT_MS)]);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.arrayBuffer();
    return { status: answer.status, error: null };
  } catch (error) {
    return { status: null, error: reasonOf(error) };
  }
};

/**
 * Sends one channel's deliveries, one after the other in the order of their due times: only the controls reorder
 * them. What the target refuses goes back in line for later and holds nobody up.
 */
export const openSender = (log: DeliveryLog, controls: ControlsStore, channel: Channel) => {
  const stopping = new AbortController();
  let sending: Promise<void> | undefined;

  const attempt = async (delivery: Delivery): Promise<void> => {
    const at = Date.now();
    const tries = delivery.attempts + 1;
    const request = await channel.request(delivery.event, delivery.signature);
    const { status, error } = await post(request, stopping.signal);
    // Cut off by our own stop, it may have arrived or not: after the restart it is sent again.
    if (stopping.signal.aborted) return;
    log.attempted(delivery.number, tries, at, status, error);
    const taken = status !== null && status >= 200 && status < 300;
    const pause = Math.min(controls.get().retryAfterMs * 2 ** (tries - 1), MAX_PAUSE_MS);
    if (taken) log.move(delivery.number, 'delivered', delivery.due, 0);
    else if (tries >= MAX_ATTEMPTS) log.move(delivery.number, 'given_up', delivery.due, 0);
    else log.move(delivery.number, 'waiting', Date.now() + pause, 0);
  };

  const sendDue = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const delivery = log.next(channel.name);
      if (delivery === undefined || delivery.due > Date.now()) break;
      await attempt(delivery);
    }
  };

  const alarm = createAlarm(
    () => (sending === undefined ? log.next(channel.name)?.due : undefined),
    () => {
      sending ??= sendDue().finally(() => {
        sending = undefined;
        alarm.set();
      });
    },
  );

  return {
    wake: alarm.set,
    stop: async (): Promise<void> => {
      alarm.stop();
      stopping.abort();
      await sending;
    },
  };
};
