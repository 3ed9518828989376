import { createHash, timingSafeEqual } from 'node:crypto';

/** The header by which the distribution shows that a request came through it. It replaces what a caller sends under that name. */
export const ORIGIN_HEADER = 'x-scrip-origin';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether requests come through the distribution. Each key is compared, and in the same time whatever is right of it.
 * @param keys what the distribution may send; none lets every request in
 */
export const originCheck = (
  keys: readonly string[],
): ((headers: { [ORIGIN_HEADER]?: string }) => boolean) => {
  const accepted = keys.map(digest);
  return ({ [ORIGIN_HEADER]: given = '' }) => {
    if (accepted.length === 0) return true;
    const sent = digest(given);
    return accepted.filter((key) => timingSafeEqual(key, sent)).length > 0;
  };
};
