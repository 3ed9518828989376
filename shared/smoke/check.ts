/** What must be true of a live deployment: `run` tells what it saw, or throws what was wrong. */
export type Check = { name: string; run: () => Promise<string> };

export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

export const require = (isTrue: boolean, problem: string): void => {
  if (!isTrue) throw new CheckFailed(problem);
};
