/** What a path may hold as it is; `~` begins an encoded id. */
const PLAIN = /^(?!~)[A-Za-z0-9._\-:|@+=~]+$/;

/** An account's id as the API takes it in a path: ids with other characters as `~` and base64url. */
export const accountInPath = (account: string): string =>
  PLAIN.test(account) ? account : `~${Buffer.from(account).toString('base64url')}`;
