import type { Received } from './receiver.ts';

/** As long as Scrip waits for an endpoint. */
const TIMEOUT_MS = 15_000;

const HEADERS = ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** What a local address made of an event: its status, or why there is none. */
export type Forwarded = { status: number } | { problem: string };

/** Passes an event on as it came, with Scrip's signature. */
export const forward = async (to: string, { body, headers }: Received): Promise<Forwarded> => {
  const passed = HEADERS.flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  try {
    const { status } = await fetch(to, {
      method: 'POST',
      headers: Object.fromEntries(passed),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
};
