/** The message could not be worked off now; the queue brings it again, and in the end to the dead-letter queue. */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
}
