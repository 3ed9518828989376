import { ScripError } from '@scrip/client';
import * as z from 'zod';
import { CliError, EXIT, type ExitCode } from './exit.ts';
import type { Style } from './output.ts';

/** What a person or a program reads of a failure. `members` is what else the API said. */
export type Failure = {
  code: string;
  title: string;
  detail?: string | undefined;
  status?: number | undefined;
  faults?: z.infer<typeof faults> | undefined;
  members?: Record<string, unknown> | undefined;
  hint?: string | undefined;
  documentation?: string | undefined;
  request?: string | undefined;
};

const faults = z.array(z.object({ in: z.string(), pointer: z.string(), message: z.string() }));

/** Problems of the API (RFC 9457), and the failures that the client adds: those have a code and maybe a status. */
const problem = z.looseObject({
  code: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  status: z.number().optional(),
  faults: faults.optional(),
  type: z.string().optional(),
  request: z.string().optional(),
});

const TITLES: Record<string, string> = {
  unauthorized: 'The credential is not valid, or no longer.',
  rate_limited: 'Too many requests, also after several attempts.',
  network_error: 'The API did not answer.',
  aborted: 'The API did not answer in time.',
  unexpected_answer: 'The answer does not come from the API. Check the address.',
};

const HINTS: Record<string, string> = {
  unauthorized: 'Sign in again: scrip login',
  missing_scope: 'Sign in with this scope, or use an API key that has it.',
  person_required: 'Sign in in the browser: scrip login --api URL --issuer URL. API keys do not do this.',
  network_error: 'Check the address and your connection: scrip whoami',
  precondition_failed: 'Somebody changed it meanwhile. Look at the difference again, then repeat.',
  busy: 'Try again in a moment.',
  rate_limited: 'Wait a moment, then run the same command again: what was done is not done twice.',
  upgrading: 'A deployment is under way. Try again in a few minutes.',
};

/** @param api where the documentation of a code is */
export const failureOf = (error: unknown, api?: string): { failure: Failure; exitCode: ExitCode } => {
  if (error instanceof CliError) {
    return {
      failure: { code: error.code, title: error.message, hint: error.hint },
      exitCode: error.exitCode,
    };
  }
  if (error instanceof ScripError) {
    const {
      code,
      title,
      detail,
      status,
      faults: wrong,
      type,
      request,
      ...members
    } = problem.parse(error.failure);
    const { cause, body: _body, ...rest } = members;
    return {
      failure: {
        code,
        title: title ?? TITLES[code] ?? code,
        detail: detail ?? reasonOf(cause),
        ...(status !== undefined && status > 0 && { status }),
        faults: wrong,
        ...(Object.keys(rest).length > 0 && { members: rest }),
        hint: HINTS[code],
        ...(type !== undefined && api !== undefined && { documentation: new URL(type, api).href }),
        request,
      },
      exitCode: exitCodeOf(code),
    };
  }
  throw error;
};

/** What Node says of a connection that failed: `connect ECONNREFUSED 127.0.0.1:1`. */
const reasonOf = (cause: unknown): string | undefined => {
  if (!(cause instanceof Error)) return undefined;
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
};

const exitCodeOf = (code: string): ExitCode => {
  if (['unauthorized', 'missing_scope', 'forbidden'].includes(code)) return EXIT.credentials;
  return ['network_error', 'aborted', 'unexpected_answer'].includes(code) ? EXIT.unreachable : EXIT.failed;
};

/** The failure as lines: what happened, where, and what to do. */
export const failureText = (failure: Failure, style: Style): string => {
  const {
    code,
    title,
    detail,
    status,
    faults: wrong = [],
    members = {},
    hint,
    documentation,
    request,
  } = failure;
  const lines = [
    `${style(['bold', 'red'], 'error')} ${title}`,
    ...(detail === undefined ? [] : [`  ${detail}`]),
    ...wrong.map(({ pointer, message }) => `  ${pointer === '' ? '(the whole)' : pointer}: ${message}`),
    ...Object.entries(members).map(([name, value]) => `  ${name}: ${plain(value)}`),
    style(
      'dim',
      `  ${[code, ...(status === undefined ? [] : [String(status)]), ...(request === undefined ? [] : [request])].join(' · ')}`,
    ),
    ...(documentation === undefined ? [] : [style('dim', `  ${documentation}`)]),
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ];
  return lines.join('\n');
};

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
