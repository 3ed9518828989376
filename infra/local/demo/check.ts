import { setTimeout as sleep } from 'node:timers/promises';

/** The stack did not do what the story says. The demo shows this as one line and fails. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

export const check = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new DemoError(otherwise);
};

const POLL_TIMEOUT_MS = 20_000;

/** Looks again and again until `look` finds something. */
export const until = async <Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> => {
  for (const deadline = Date.now() + POLL_TIMEOUT_MS; Date.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new DemoError(`${what}: no, not within ${POLL_TIMEOUT_MS / 1000} seconds`);
};
