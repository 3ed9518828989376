/** What a function answers. */
export type Answer =
  | { status: 'ok'; payload: string }
  | { status: 'failed'; errorType: string; errorMessage: string; place: string };

/** Every way in which an invocation can end. */
export type Outcome = Answer | { status: 'timeout' } | { status: 'crashed'; reason: string };

/** @returns what went wrong as one line, or nothing */
export const failureLine = (outcome: Outcome): string | undefined => {
  switch (outcome.status) {
    case 'ok':
      return undefined;
    case 'failed':
      return `${outcome.errorType}: ${outcome.errorMessage} ${outcome.place}`.trimEnd();
    case 'timeout':
      return 'timed out';
    case 'crashed':
      return `crashed: ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
};
