import { setTimeout as sleep } from 'node:timers/promises';

/** The stack did not do what the story says. The demo shows this as one line and fails. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

export const check = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new DemoError(otherwise);
};

const PATIENCE_SECONDS = 20;

/** Looks again and again until `look` finds something. */
export const until = async <Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  seconds = PATIENCE_SECONDS,
): Promise<Found> => {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new DemoError(`${what}: no, not within ${seconds} seconds`);
};
