const FIRST_PAUSE_MS = 250;

/**
 * Milliseconds to the next attempt: what the server asks for and a little more, or a random part of a doubling time, so
 * that many clients don't come back at once.
 * @param retryAfter seconds, as the header has them
 */
export const backOffMs = (attempt: number, retryAfter: string | null): number => {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return Number.isNaN(seconds)
    ? Math.random() * FIRST_PAUSE_MS * 2 ** attempt
    : seconds * 1000 + Math.random() * FIRST_PAUSE_MS;
};

/** Waits, or until the signal ends the waiting. */
export const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
