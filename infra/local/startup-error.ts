/** What a person can put right, such as a busy port: it is shown as its one line, without a stack trace. */
export class StartupError extends Error {
  override name = 'StartupError';
}
