/** The option of a command that would move credits again if it ran again. */
export const KEY = {
  key: {
    type: 'string',
    value: 'KEY',
    summary: 'The Idempotency-Key: the same command with the same key takes effect once',
  },
} as const;

/** What a call gets. Without a key the client makes one for its own attempts. */
export const under = (key: string | undefined) => (key === undefined ? {} : { idempotencyKey: key });
