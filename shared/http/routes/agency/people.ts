import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { accountId, accountInPath, recordId, region } from '../../../kernel/ids.ts';
import { email, personItem, personRole } from '../../../table/items/person.ts';
import { listed, pageQuery } from '../../page.ts';
import { route, THROTTLE_INVITATIONS } from '../../route.ts';

const { shape } = personItem.omit({ agency: true, version: true });

const described = {
  ...shape,
  id: shape.id.meta({ description: 'The same address always has the same ID.', example: 'per_0k3v9x2m' }),
  email: shape.email.meta({ description: 'In lower case.', example: 'ann@acme.example' }),
  scopes: shape.scopes.meta({ description: 'What the person may do.', example: ['agency:read'] }),
  roles: shape.roles.meta({ description: 'The steps that the person may decide.', example: ['finance'] }),
  status: shape.status.meta({ description: 'A disabled person cannot sign in.' }),
  invitedAt: shape.invitedAt.meta({ description: 'When the person was first invited.' }),
  invitedBy: shape.invitedBy.meta({ description: 'Who first invited the person.', example: 'auth0|42' }),
};

const personView = z.object(described).meta({ id: 'Person' });

const address = email.meta({
  description: 'Where Cognito sends the invitation, and what the person signs in with.',
  example: 'ann@acme.example',
});

const resend = z.boolean().default(false).meta({
  description: 'Sends the e-mail again, with a new password, to somebody who has not signed in yet.',
});

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const personInput = z
  .strictObject({
    email: address,
    scopes: shape.scopes
      .min(1)
      .refine(distinct, { message: 'must not repeat a scope', ...because({ code: 'not_unique' }) })
      .meta({ description: 'What the person may do.', uniqueItems: true, example: ['agency:read'] }),
    roles: z
      .array(personRole)
      .max(20)
      .refine(distinct, { message: 'must not repeat a role', ...because({ code: 'not_unique' }) })
      .default([])
      .meta({ description: 'The steps that the person may decide.', uniqueItems: true }),
    resend,
  })
  .meta({ id: 'PersonInput' });

const invitationInput = z
  .strictObject({
    email: address,
    region: region.exactOptional().meta({ description: 'Where the customer buys.', example: 'DE' }),
    resend,
  })
  .meta({ id: 'InvitationInput' });

const invitation = z
  .object({
    account: accountId.meta({ description: 'The account whose credits the customer spends.' }),
    email: z.string().meta({ description: 'In lower case.', example: 'alice@shop.example' }),
    sent: z.boolean().meta({ description: 'False if the customer was invited before.' }),
  })
  .meta({ id: 'Invitation' });

const OWN_POOL =
  'Only in a deployment with its own user pool. Elsewhere, create people at your issuer; the problem `no_user_pool` ' +
  'names the claims that their tokens need.';

export const peopleRoutes = {
  invitePerson: route({
    method: 'POST',
    path: '/v1/agency/people',
    lambda: 'people',
    scope: 'agency:write',
    idempotency: 'natural',
    throttle: THROTTLE_INVITATIONS,
    summary: 'Invite a member of your team',
    description:
      'Cognito sends an e-mail with a temporary password. Only a person can invite, and give scopes and roles that they ' +
      'have themselves. An address is one person: invited again, they get the scopes and roles of the new request, and ' +
      `can sign in again if they were disabled. ${OWN_POOL}`,
    body: personInput,
    example: { body: { email: 'ann@acme.example', scopes: ['agency:read'] } },
    responses: { 200: { description: 'The person.', body: personView } },
    problems: [
      'invalid_request',
      'no_user_pool',
      'person_required',
      'scope_not_held',
      'role_not_held',
      'not_found',
      'email_in_use',
      'busy',
    ],
  }),
  listPeople: route({
    method: 'GET',
    path: '/v1/agency/people',
    lambda: 'people',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List the members of your team',
    description: `Those who were invited here. ${OWN_POOL}`,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of people.', body: listed(personView) } },
    problems: ['no_user_pool', 'invalid_cursor', 'busy'],
  }),
  disablePerson: route({
    method: 'DELETE',
    path: '/v1/agency/people/{personId}',
    lambda: 'people',
    scope: 'agency:write',
    idempotency: 'natural',
    throttle: THROTTLE_INVITATIONS,
    summary: 'Disable a member of your team',
    description:
      'The person cannot sign in any more. Their access tokens work until they expire, within an hour. Only a person ' +
      `with the same scopes and roles can do this. ${OWN_POOL}`,
    params: z.strictObject({ personId: recordId }),
    responses: { 204: { description: 'The person is disabled.', body: null } },
    problems: ['no_user_pool', 'person_required', 'scope_not_held', 'role_not_held', 'not_found', 'busy'],
  }),
  inviteCustomer: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/invitation',
    lambda: 'people',
    scope: 'agency:write',
    idempotency: 'natural',
    throttle: THROTTLE_INVITATIONS,
    summary: 'Invite a customer to an account',
    description:
      'Cognito sends an e-mail with a temporary password. Whoever signs in with it spends the credits of this account. An ' +
      `address belongs to one account. ${OWN_POOL}`,
    params: z.strictObject({ accountId: accountInPath }),
    body: invitationInput,
    example: { params: { accountId: 'alice' }, body: { email: 'alice@shop.example' } },
    responses: { 200: { description: 'The customer can sign in.', body: invitation } },
    problems: ['invalid_request', 'no_user_pool', 'not_found', 'email_in_use', 'busy'],
  }),
};
