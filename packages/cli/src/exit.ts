/** The exit codes, as the README and `scrip --help` list them. */
export const EXIT = {
  done: 0,
  /** The API refused, or something failed. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Nobody is signed in, the credential is no longer valid, or it lacks a scope. */
  credentials: 3,
  /** The API did not answer. */
  unreachable: 4,
  /** The command did its work and found something wrong: an audit finding, an invalid line, a conflict. */
  findings: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that a person can do something about. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  /** Stable, for programs. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(
    code: string,
    message: string,
    { exitCode = EXIT.failed, hint }: Partial<CliErrorOptions> = {},
  ) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

type CliErrorOptions = { exitCode: ExitCode; hint: string };

/** The command line is wrong. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError('usage', message, { exitCode: EXIT.usage, ...(hint !== undefined && { hint }) });
