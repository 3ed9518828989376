/** Why the issuer led somebody back without a session. `cancelled`: they chose so. */
export type SignInFailure = 'cancelled' | 'refused' | 'network_error';

const textOf = (error: object, name: string): unknown =>
  name in error ? Reflect.get(error, name) : undefined;

/** @param error what oauth4webapi threw, or fetch where no answer came */
export const signInFailureOf = (error: unknown): SignInFailure => {
  if (typeof error !== 'object' || error === null) return 'refused';
  if (textOf(error, 'error') === 'access_denied') return 'cancelled';
  // What the library throws has a code; what fetch throws has none.
  return error instanceof TypeError && textOf(error, 'code') === undefined ? 'network_error' : 'refused';
};
