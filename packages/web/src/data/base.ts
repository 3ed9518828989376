import { useSignal } from '@preact/signals';

/** Something that is stored, as it was read, and its ETag. */
type Stored = { etag: string };

/**
 * What a form began from, and how that compares with what is stored now. A form sends the ETag of a copy that says what it
 * began from, however often it was read again, so that nobody's change is overwritten unseen.
 * @param began what the form began from, as it would be sent
 * @param now what was read last
 * @param sentOf what would be sent to store it as it was read
 */
export const useBase = <Read extends Stored>(
  began: unknown,
  now: Read | undefined,
  sentOf: (read: Read) => unknown,
) => {
  const base = useSignal(JSON.stringify(began));
  const isSame = now !== undefined && JSON.stringify(sentOf(now)) === base.value;
  return {
    /** Undefined until a copy was read that says the same. */
    etag: isSame ? now.etag : undefined,
    /** What somebody else has stored meanwhile. */
    theirs: isSame ? undefined : now,
    /** From now on, the form is about what is stored now. @returns its ETag */
    adopt: (): string | undefined => {
      if (now) base.value = JSON.stringify(sentOf(now));
      return now?.etag;
    },
  };
};
