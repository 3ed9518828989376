import { ScripError, type Result } from '@scrip/client';
import { QueryClient } from '@tanstack/preact-query';
import { expireSession } from '../session/session.ts';
import { followsCredits } from './moved.ts';

/** The client repeats what can be repeated, so queries don't. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 15_000, refetchOnWindowFocus: true } },
});

/** The value of an answer, or a ScripError. Where the bearer is over, the page asks to sign in again. */
export const valueOf = async <Answer, Failed extends { code: string }>(
  asked: Promise<Result<Answer, Failed>>,
): Promise<Answer> => {
  const result = await asked;
  noteSessionEnd(result);
  return result.orThrow();
};

export const noteSessionEnd = (result: Result<unknown, { code: string }>): void => {
  if (!result.ok && result.failure.code === 'unauthorized') expireSession();
};

/** A failure as every part of a page shows it. `request` is what people quote to support. */
export type ShownFailure = { code: string; title?: string | undefined; request?: string | undefined };

const textMember = (failure: object, name: 'title' | 'request'): string | undefined => {
  const value: unknown = name in failure ? Reflect.get(failure, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};

export const shownFailure = (failure: { code: string }): ShownFailure => ({
  code: failure.code,
  title: textMember(failure, 'title'),
  request: textMember(failure, 'request'),
});

const isFailure = (value: unknown): value is { code: string } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

/** What a query failed with. What is no failure of a call is a fault of ours, and has no code of the API. */
export const failureOf = (error: unknown): ShownFailure => {
  const failure: unknown = error instanceof ScripError ? error.failure : undefined;
  if (isFailure(failure)) return { ...failure, ...shownFailure(failure) };
  return { code: 'unexpected', title: error instanceof Error ? error.message : String(error) };
};

const channel = new BroadcastChannel('scrip');

const lookAgain = (): void => {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => followsCredits(queryKey) });
};

/** Something moved credits here: this page and all others of this origin look again. */
export const creditsMoved = (): void => {
  channel.postMessage('credits-moved');
  lookAgain();
};

/** Looks again when another tab says that credits moved. */
export const followOtherTabs = (): void => {
  channel.addEventListener('message', lookAgain);
};
