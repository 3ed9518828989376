import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AccountId, AgencyId } from '../kernel/ids.ts';
import { ACCOUNT_ATTRIBUTE, AGENCY_ATTRIBUTE, REGION_ATTRIBUTE } from './attributes.ts';

/** The deployment's own user pool, which several agencies may share. */
export type UserPool = {
  client: CognitoIdentityProviderClient;
  id: string;
  /** Where the deployment serves one agency: everybody in the pool is of it. */
  fixedAgency: AgencyId | undefined;
};

/** Somebody in the pool. */
export type PoolUser = {
  /** Cognito's own name of the user. */
  username: string;
  agency: string | undefined;
  /** Whose credits their tokens are about. */
  account: string | undefined;
  /** A customer whose account is not their `sub`. */
  isInvitedToAccount: boolean;
  enabled: boolean;
  hasNotSignedIn: boolean;
};

/** @returns undefined where nobody in the pool has this address */
export const findUser = async (pool: UserPool, email: string): Promise<PoolUser | undefined> => {
  try {
    const found = await pool.client.send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: email }));
    const attribute = (name: string): string | undefined =>
      found.UserAttributes?.find(({ Name }) => Name === name)?.Value;
    return {
      username: found.Username ?? email,
      agency: pool.fixedAgency ?? attribute(AGENCY_ATTRIBUTE),
      account: attribute(ACCOUNT_ATTRIBUTE) ?? attribute('sub'),
      isInvitedToAccount: attribute(ACCOUNT_ATTRIBUTE) !== undefined,
      enabled: found.Enabled ?? true,
      hasNotSignedIn: found.UserStatus === 'FORCE_CHANGE_PASSWORD',
    };
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
};

/** Whom to invite. */
export type Invited = {
  email: string;
  agency: AgencyId;
  account?: AccountId | undefined;
  region?: string | undefined;
};

/**
 * Creates a user, to whom Cognito sends an e-mail with a temporary password.
 * @returns Cognito's name of the user; undefined where somebody else was quicker
 */
export const createUser = async (pool: UserPool, invited: Invited): Promise<string | undefined> => {
  const { email, agency, account, region } = invited;
  const attributes: AttributeType[] = [
    { Name: 'email', Value: email },
    // The password goes to this address, so that whoever signs in with it reads its mail.
    { Name: 'email_verified', Value: 'true' },
    { Name: AGENCY_ATTRIBUTE, Value: agency },
    ...(account === undefined ? [] : [{ Name: ACCOUNT_ATTRIBUTE, Value: account }]),
    ...(region === undefined ? [] : [{ Name: REGION_ATTRIBUTE, Value: region }]),
  ];
  try {
    const { User } = await pool.client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.id,
        Username: email,
        UserAttributes: attributes,
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    return User?.Username ?? email;
  } catch (error) {
    if (error instanceof UsernameExistsException) return undefined;
    throw error;
  }
};

/** Sends the invitation again, with a new temporary password. Cognito refuses it after the first sign-in. */
export const resendInvitation = async (pool: UserPool, email: string): Promise<void> => {
  await pool.client.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.id,
      Username: email,
      MessageAction: 'RESEND',
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  );
};

export const enableUser = async (pool: UserPool, Username: string): Promise<void> => {
  await pool.client.send(new AdminEnableUserCommand({ UserPoolId: pool.id, Username }));
};

/** Nobody signs in or refreshes a token with it any more. Access tokens work until they expire, an hour at most. */
export const disableUser = async (pool: UserPool, Username: string): Promise<void> => {
  await pool.client.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username }));
};
