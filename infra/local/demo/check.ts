import { setTimeout as sleep } from 'node:timers/promises';

/** Something is not as the story tells it: shown as one line, and the demo fails. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

export const check = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new DemoError(otherwise);
};

const PATIENCE = 20_000;

/** Looks again and again until `look` finds something. */
export const until = async <Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> => {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new DemoError(`${what}: not within ${PATIENCE / 1000} seconds`);
};
