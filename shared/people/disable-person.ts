import { changeAudited } from '../agency/change.ts';
import { readRecord } from '../agency/crud.ts';
import { resourceIn } from '../agency/resource.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Busy } from '../ledger/run.ts';
import type { Person } from '../table/items/person.ts';
import { groupsOf } from './groups.ts';
import { beyondInviter, type BeyondInviter, type Inviter, people, type PeopleParts } from './people.ts';
import { disableUser, findUser } from './user-pool.ts';

type Refused = BeyondInviter | { code: 'not_found' } | Busy;

/**
 * Disables a member of the team, who then neither signs in nor refreshes a token. Access tokens work until they expire,
 * within an hour. Asked again, it disables the user in the pool again.
 */
export const disablePerson = async (
  { ledger, pool }: PeopleParts,
  who: Inviter,
  id: string,
): Promise<Result<undefined, Refused>> => {
  const resource = resourceIn(people, who.agency, id);
  const person = await readRecord(ledger.table, resource);
  if (!person.ok) return person;
  const found = await findUser(pool, person.value.email);
  // Whoever runs the deployment may have deleted the user.
  const user = found?.agency === who.agency ? found : undefined;
  const refusal = beyondInviter(who, user ? await groupsOf(pool, user.username) : []);
  if (refusal) return err(refusal);

  const noted = await changeAudited(ledger, who, resource, disabled);
  if (!noted.ok) return noted;
  if (user) await disableUser(pool, user.username);
  return ok(undefined);
};

const disabled = (before: Person | undefined): Result<Person, { code: 'not_found' }> => {
  if (!before) return err({ code: 'not_found' });
  return ok(before.status === 'disabled' ? before : { ...before, status: 'disabled' });
};
