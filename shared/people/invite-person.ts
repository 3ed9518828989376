import { changeAudited } from '../agency/change.ts';
import { isSame } from '../agency/crud.ts';
import { resourceIn } from '../agency/resource.ts';
import { instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Busy } from '../ledger/run.ts';
import type { Person } from '../table/items/person.ts';
import { groupsOf, setGroups } from './groups.ts';
import {
  beyondInviter,
  type BeyondInviter,
  type Inviter,
  people,
  type PeopleParts,
  personIdOf,
} from './people.ts';
import {
  createUser,
  enableUser,
  findUser,
  type PoolUser,
  resendInvitation,
  type UserPool,
} from './user-pool.ts';

export type PersonInput = Pick<Person, 'email' | 'scopes' | 'roles'> & {
  /** Whether somebody who has not signed in yet is to get another e-mail. */
  resend: boolean;
};

type Refused = BeyondInviter | { code: 'not_found' | 'email_in_use' } | Busy;

/**
 * Invites a member of the team, or gives one other scopes and roles. One address is one person: asked again, it does
 * what is left to do. The audit log has it before the person can do anything.
 */
export const invitePerson = async (
  { ledger, pool }: PeopleParts,
  who: Inviter,
  { resend, ...input }: PersonInput,
): Promise<Result<Person, Refused>> => {
  const { agency } = who;
  const wanted = [...input.scopes, ...input.roles];
  const user = await findUser(pool, input.email);
  if (user && user.agency !== agency) return err({ code: 'not_found' });
  if (user?.isInvitedToAccount) return err({ code: 'email_in_use' });
  const groups = user ? await groupsOf(pool, user.username) : [];
  const refusal = beyondInviter(who, [...wanted, ...groups]);
  if (refusal) return err(refusal);

  const noted = await note({ ledger }, who, input);
  if (!noted.ok) return noted;
  const username = await userFor(pool, { user, resend }, { email: input.email, agency });
  // Somebody else created the user meanwhile: of which agency, the next try finds out.
  if (username === undefined) return err({ code: 'busy' });
  await setGroups(pool, username, { now: groups, wanted });
  return noted;
};

/** Writes the person down, with the audit log entry. */
const note = async (
  { ledger }: Pick<PeopleParts, 'ledger'>,
  who: Inviter,
  input: Pick<Person, 'email' | 'scopes' | 'roles'>,
): Promise<Result<Person, Busy>> => {
  const { agency, actor } = who;
  const id = personIdOf(input.email);
  const invited = { invitedAt: instant(ledger.now()), invitedBy: actor };
  const decide = (before: Person | undefined): Result<Person, never> => {
    const { version, invitedAt, invitedBy } = before ?? { version: 0, ...invited };
    const after: Person = { agency, id, version, ...input, status: 'enabled', invitedAt, invitedBy };
    return ok(before && isSame(before, after) ? before : after);
  };
  const changed = await changeAudited(ledger, who, resourceIn(people, agency, id), decide);
  return changed.ok ? ok(changed.value.after) : changed;
};

const userFor = async (
  pool: UserPool,
  { user, resend }: { user: PoolUser | undefined; resend: boolean },
  invited: Parameters<typeof createUser>[1],
): Promise<string | undefined> => {
  if (!user) return await createUser(pool, invited);
  if (!user.enabled) await enableUser(pool, user.username);
  if (resend && user.hasNotSignedIn) await resendInvitation(pool, invited.email);
  return user.username;
};
