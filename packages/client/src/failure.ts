/** What can go wrong beside the problems that the API names. */
export type ClientFailure =
  /** The bearer is missing, false or over. */
  | { code: 'unauthorized'; status: 401 }
  /** Too many requests, also after trying again. */
  | { code: 'rate_limited'; status: 429 }
  /** Nothing has changed since the ETag in `if-none-match`. */
  | { code: 'not_modified'; status: 304 }
  /** No answer came. It is unknown whether the request took effect: send it again under the same key. */
  | { code: 'network_error'; status: 0; cause: unknown }
  /** The caller's signal ended the call, or its time was over. */
  | { code: 'aborted'; status: 0; cause: unknown }
  /** Something between here and the API answered. */
  | { code: 'unexpected_answer'; status: number; body: string };

/** A failure as an error, for those who prefer exceptions. `failure` is what `result.failure` would be. */
export class ScripError<Failed extends { code: string } = { code: string }> extends Error {
  override readonly name = 'ScripError';
  readonly failure: Failed;

  constructor(failure: Failed) {
    super('title' in failure && typeof failure.title === 'string' ? failure.title : failure.code);
    this.failure = failure;
  }
}

export type Success<Answer> = {
  ok: true;
  value: Answer;
  status: number;
  headers: Headers;
  /** The value. */
  orThrow(): Answer;
};

export type Failure<Failed> = {
  ok: false;
  /** What went wrong; `failure.code` tells one from another. */
  failure: Failed;
  /** Of the answer, where one came: `retry-after` says how many seconds to wait. */
  headers?: Headers;
  /** Throws a ScripError. */
  orThrow(): never;
};

/** What a call comes to. */
export type Result<Answer, Failed> = Success<Answer> | Failure<Failed | ClientFailure>;

export const failed = <Failed extends { code: string }>(
  failure: Failed,
  headers?: Headers,
): Failure<Failed> => ({
  ok: false,
  failure,
  ...(headers && { headers }),
  orThrow: () => {
    throw new ScripError(failure);
  },
});
