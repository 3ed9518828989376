import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  GroupExistsException,
  ResourceNotFoundException,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import type { UserPool } from '../../shared/people/user-pool.ts';

type User = {
  username: string;
  attributes: Record<string, string>;
  groups: Set<string>;
  enabled: boolean;
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
  mails: number;
};

const failure = (message: string) => ({ message, $metadata: {} });

/** The calls of Cognito that inviting needs, on users in memory, by the documentation of each. */
export const fakeUserPool = () => {
  const users = new Map<string, User>();
  const groups = new Set<string>();
  const client = mockClient(CognitoIdentityProviderClient);

  const userOf = (name: string | undefined): User => {
    const user = users.get(name ?? '') ?? [...users.values()].find(({ username }) => username === name);
    if (!user) throw new UserNotFoundException(failure('User does not exist.'));
    return user;
  };
  const groupOf = (name: string | undefined): string => {
    if (name === undefined || !groups.has(name))
      throw new ResourceNotFoundException(failure('Group not found.'));
    return name;
  };
  const add = (email: string, attributes: Record<string, string>, more: Partial<User> = {}): User => {
    const username = `sub-${users.size + 1}`;
    const user: User = {
      username,
      attributes: { ...attributes, sub: username, email },
      groups: new Set(),
      enabled: true,
      status: 'FORCE_CHANGE_PASSWORD',
      mails: 1,
      ...more,
    };
    for (const group of user.groups) groups.add(group);
    users.set(email, user);
    return user;
  };

  client.on(AdminGetUserCommand).callsFake(({ Username }: { Username?: string }) => {
    const { username, attributes, enabled, status } = userOf(Username);
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    return { Username: username, UserAttributes, Enabled: enabled, UserStatus: status };
  });
  client
    .on(AdminCreateUserCommand)
    .callsFake(
      ({
        Username = '',
        UserAttributes = [],
        MessageAction,
      }: {
        Username?: string;
        UserAttributes?: AttributeType[];
        MessageAction?: string;
      }) => {
        if (MessageAction === 'RESEND') {
          userOf(Username).mails += 1;
          return {};
        }
        if (users.has(Username)) throw new UsernameExistsException(failure('An account exists already.'));
        const attributes = UserAttributes.map(({ Name = '', Value = '' }): [string, string] => [Name, Value]);
        return { User: { Username: add(Username, Object.fromEntries(attributes)).username } };
      },
    );
  // One group a page.
  client
    .on(AdminListGroupsForUserCommand)
    .callsFake(({ Username, NextToken = '0' }: { Username?: string; NextToken?: string }) => {
      const all = [...userOf(Username).groups];
      const at = Number(NextToken);
      const page = all.slice(at, at + 1).map((GroupName) => ({ GroupName }));
      return { Groups: page, ...(at + 1 < all.length && { NextToken: String(at + 1) }) };
    });
  type InGroup = { Username?: string; GroupName?: string };
  client.on(AdminAddUserToGroupCommand).callsFake(({ Username, GroupName }: InGroup) => {
    userOf(Username).groups.add(groupOf(GroupName));
    return {};
  });
  client.on(AdminRemoveUserFromGroupCommand).callsFake(({ Username, GroupName }: InGroup) => {
    userOf(Username).groups.delete(groupOf(GroupName));
    return {};
  });
  client.on(CreateGroupCommand).callsFake(({ GroupName = '' }: InGroup) => {
    if (groups.has(GroupName)) throw new GroupExistsException(failure('A group exists already.'));
    groups.add(GroupName);
    return {};
  });
  const enable = (enabled: boolean) => (input: { Username?: string }) => {
    userOf(input.Username).enabled = enabled;
    return {};
  };
  client.on(AdminEnableUserCommand).callsFake(enable(true));
  client.on(AdminDisableUserCommand).callsFake(enable(false));

  const pool: UserPool = {
    client: new CognitoIdentityProviderClient({}),
    id: 'eu-central-1_pool',
    fixedAgency: undefined,
  };
  return { pool, client, users, add };
};
