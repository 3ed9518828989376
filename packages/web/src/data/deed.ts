import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Result } from '@scrip/client';
import { readPersonal, writePersonal } from '../session/personal.ts';
import { isUnknownOutcome } from './outcome.ts';
import { noteSessionEnd, type ShownFailure, shownFailure } from './query.ts';

const stored = (purpose: string): string => `key.${purpose}`;

/** The idempotency key of one deed of this person's: kept over reloads until its outcome is known. */
const keyOf = (purpose: string): string => {
  const key = readPersonal(stored(purpose)) ?? crypto.randomUUID();
  writePersonal(stored(purpose), key);
  return key;
};

/** Does something once, however often it is pressed. Components show `busy` and `failure`. */
export type Deed<Answer, Failed, Input extends unknown[]> = {
  /** @returns the value, or undefined where it failed or another run is under way */
  run: (...input: Input) => Promise<Answer | undefined>;
  readonly busy: boolean;
  readonly failure: (Failed & ShownFailure) | undefined;
  reset: () => void;
};

/**
 * @param purpose names the deed among all that this tab may have under way, such as `purchase:<quote>`
 * @param act gets the idempotency key that belongs to the deed
 * @param done what follows where it succeeded; the deed stays busy until then, so that nothing does it again meanwhile
 */
export const useDeed = <Answer, Failed extends { code: string }, Input extends unknown[]>(
  purpose: (...input: Input) => string,
  act: (idempotencyKey: string, ...input: Input) => Promise<Result<Answer, Failed>>,
  done?: (answer: Answer, ...input: Input) => unknown,
): Deed<Answer, Failed | { code: string }, Input> => {
  const busy = useSignal(false);
  const failure = useSignal<((Failed | { code: string }) & ShownFailure) | undefined>(undefined);
  // A signal changes at once, but is read by others; the lock is only ours.
  const running = useRef(false);
  const run = async (...input: Input): Promise<Answer | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    busy.value = true;
    failure.value = undefined;
    try {
      const named = purpose(...input);
      const result = await act(keyOf(named), ...input);
      noteSessionEnd(result);
      if (result.ok || !isUnknownOutcome(result.failure.code)) writePersonal(stored(named), undefined);
      if (result.ok) {
        await done?.(result.value, ...input);
        return result.value;
      }
      failure.value = { ...result.failure, ...shownFailure(result.failure) };
      return undefined;
    } finally {
      running.current = false;
      busy.value = false;
    }
  };
  return {
    run,
    get busy() {
      return busy.value;
    },
    get failure() {
      return failure.value;
    },
    reset: () => (failure.value = undefined),
  };
};
