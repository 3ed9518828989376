import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  GroupExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from './user-pool.ts';

/** @returns the groups of a user: scopes of the agency and roles */
export const groupsOf = async ({ client, id: UserPoolId }: UserPool, Username: string): Promise<string[]> => {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username, ...(NextToken && { NextToken }) }),
    );
    names.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return names;
};

/** Makes the groups of a user exactly these. Repeated, it does what is left to do. */
export const setGroups = async (
  pool: UserPool,
  username: string,
  { now, wanted }: { now: readonly string[]; wanted: readonly string[] },
): Promise<void> => {
  for (const group of now.filter((one) => !wanted.includes(one))) {
    await pool.client.send(
      new AdminRemoveUserFromGroupCommand({ UserPoolId: pool.id, Username: username, GroupName: group }),
    );
  }
  for (const group of wanted.filter((one) => !now.includes(one))) await addTo(pool, username, group);
};

/** A group comes into being with its first member. */
const addTo = async (pool: UserPool, username: string, group: string): Promise<void> => {
  const add = () =>
    pool.client.send(
      new AdminAddUserToGroupCommand({ UserPoolId: pool.id, Username: username, GroupName: group }),
    );
  try {
    await add();
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await createGroup(pool, group);
    await add();
  }
};

const createGroup = async ({ client, id: UserPoolId }: UserPool, GroupName: string): Promise<void> => {
  try {
    await client.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  } catch (error) {
    if (!(error instanceof GroupExistsException)) throw error;
  }
};
