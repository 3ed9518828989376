import type { Collection } from '../agency/resource.ts';
import type { KeyMaker } from '../access/api-keys.ts';
import { sha256 } from '../kernel/ids.ts';
import { AGENCY_SCOPES, type Scope } from '../kernel/scopes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { personItem, type Person } from '../table/items/person.ts';
import { peoplePartition, personKey } from '../table/keys.ts';
import type { UserPool } from './user-pool.ts';

/** What inviting needs of the world. */
export type PeopleParts = { ledger: Ledger; pool: UserPool };

/** Who invites or disables somebody. */
export type Inviter = KeyMaker & { roles: readonly string[] };

export const people: Collection<Person> = {
  kind: 'person',
  schema: personItem,
  partition: peoplePartition,
  key: personKey,
};

/** @param email in lower case: one address is one person */
export const personIdOf = (email: string): string => `per_${sha256(email).slice(0, 32)}`;

export const shownPerson = ({ agency: _agency, version: _version, ...shown }: Person) => shown;

/** What the groups of a user give. */
const powersOf = (groups: readonly string[]) => ({
  scopes: AGENCY_SCOPES.filter((scope) => groups.includes(scope)),
  roles: groups.filter((group) => !AGENCY_SCOPES.some((scope) => scope === group)),
});

export type BeyondInviter =
  | { code: 'person_required' }
  | { code: 'scope_not_held'; scopes: Scope[] }
  | { code: 'role_not_held'; roles: string[] };

/** Why somebody may not give these groups, or take them: only people do, and none beyond their own scopes and roles. */
export const beyondInviter = (who: Inviter, groups: readonly string[]): BeyondInviter | undefined => {
  if (who.kind !== 'person') return { code: 'person_required' };
  const powers = powersOf(groups);
  const scopes = powers.scopes.filter((scope) => !who.scopes.includes(scope));
  if (scopes.length > 0) return { code: 'scope_not_held', scopes };
  const roles = powers.roles.filter((role) => !who.roles.includes(role));
  return roles.length > 0 ? { code: 'role_not_held', roles } : undefined;
};
