import * as z from 'zod';
import { accountInPath } from '../../../kernel/ids.ts';
import { line } from '../../../kernel/text.ts';
import { profileField, profileItem } from '../../../table/items/profile.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { readOnly } from './read-only.ts';

const { agency: _agency, version: _version, account, ...shape } = profileItem.shape;

export const profileView = profileItem.omit({ agency: true, version: true }).meta({ id: 'Profile' });

const profileInput = z.strictObject({ ...shape, account: readOnly(account) }).meta({ id: 'ProfileInput' });

const foundProfileView = profileView
  .extend({ matched: profileField.meta({ description: 'The field that begins with `prefix`.' }) })
  .meta({ id: 'FoundProfile' });

const params = z.strictObject({ accountId: accountInPath });

export const profileRoutes = {
  listProfiles: route({
    method: 'GET',
    path: '/v1/agency/profiles',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Find accounts by the beginning of a name, e-mail address, external ID or note',
    description:
      'Case does not matter. Without `field`, the fields are searched one after the other. An account that matches in ' +
      'several fields may then be on several pages.',
    query: z.strictObject({
      ...pageQuery,
      prefix: line(254).meta({ description: 'What the field begins with.', example: 'ada' }),
      field: profileField.optional().meta({ description: 'The only field to search.' }),
    }),
    responses: { 200: { description: 'A page of profiles.', body: listed(foundProfileView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getProfile: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/profile',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "Get an account's profile",
    params,
    responses: { 200: { description: 'The profile.', body: profileView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putProfile: route({
    method: 'PUT',
    path: '/v1/agency/accounts/{accountId}/profile',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: "Create an account's profile, or replace it",
    description:
      'The account need not have an entry yet. Replacing requires If-Match. The audit log names the fields, but not ' +
      'their values.',
    params,
    headers: replacing,
    body: profileInput,
    example: { body: { name: 'Ada Lovelace', email: 'ada@example.com', externalId: 'C-1042' } },
    responses: {
      200: { description: 'The updated profile.', body: profileView, headers: taggedHeaders },
      201: { description: 'The new profile.', body: profileView, headers: taggedHeaders },
    },
    problems: ['not_found', 'invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  deleteProfile: route({
    method: 'DELETE',
    path: '/v1/agency/accounts/{accountId}/profile',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: "Delete an account's profile",
    params,
    headers: changing,
    responses: { 204: { description: 'The profile is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
