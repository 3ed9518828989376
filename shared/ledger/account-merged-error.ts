import type { AccountId } from '../kernel/ids.ts';

/** Something that is not known to come late was to post to an account that had merged into another one. */
export class AccountMergedError extends Error {
  override readonly name = 'AccountMergedError';
  readonly into: AccountId;

  constructor({ account, mergedInto }: { account: AccountId; mergedInto: AccountId }) {
    super(`${account} merged into ${mergedInto}`);
    this.into = mergedInto;
  }
}
