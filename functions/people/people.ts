import { listRecords } from '../../shared/agency/crud.ts';
import { answer, noContent, okBody, pageAnswer } from '../../shared/http/answer.ts';
import type { MembersOf } from '../../shared/http/problem-members.ts';
import { refused } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { peopleRoutes } from '../../shared/http/routes/agency/people.ts';
import { disablePerson } from '../../shared/people/disable-person.ts';
import { inviteCustomer } from '../../shared/people/invite-customer.ts';
import { invitePerson } from '../../shared/people/invite-person.ts';
import { people, type PeopleParts, shownPerson } from '../../shared/people/people.ts';

export const peopleHandlers = (parts: PeopleParts): Handlers<typeof peopleRoutes> => ({
  invitePerson: async ({ caller, body }) =>
    answer(await invitePerson(parts, caller, body), (person) => okBody(shownPerson(person))),

  listPeople: async ({ caller: { agency }, query }) =>
    pageAnswer(await listRecords(parts.ledger.table, people, agency, query), shownPerson),

  disablePerson: async ({ caller, params: { personId } }) =>
    answer(await disablePerson(parts, caller, personId), noContent),

  inviteCustomer: async ({ caller, params: { accountId }, body }) =>
    answer(await inviteCustomer(parts, caller, accountId, body), okBody),
});

/** Where people sign in with another issuer: nobody can be invited from here. */
export const withoutPool = (claims: MembersOf<'no_user_pool'>['claims']): Handlers<typeof peopleRoutes> => {
  const refuse = () => Promise.resolve(refused({ code: 'no_user_pool', claims }));
  return { invitePerson: refuse, listPeople: refuse, disablePerson: refuse, inviteCustomer: refuse };
};
