import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolClient,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool as CognitoUserPool,
  UserPoolEmail,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SCOPES } from '../../shared/kernel/scopes.ts';
import type { Settings } from '../settings.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { addOutput } from './output.ts';
import type { SignIn } from './sign-in.ts';

/** What Cognito puts before the scopes that machines ask for. */
const RESOURCE_SERVER = 'scrip';

/** The claim with the account of a customer who was invited to one: `sub` is Cognito's own. */
const INVITED_ACCOUNT_CLAIM = 'account_id';

/** What a Lambda that invites people may do at the pool. */
const INVITING = [
  'AdminGetUser',
  'AdminCreateUser',
  'AdminListGroupsForUser',
  'AdminAddUserToGroup',
  'AdminRemoveUserFromGroup',
  'AdminEnableUser',
  'AdminDisableUser',
  'CreateGroup',
];

/** Cognito itself sends 50 mails a day. SES must have verified the sender's domain, in the region of the stack. */
const mailBySes = (sender: string): UserPoolEmail => {
  const [, fromName, fromEmail = sender] = /^(.+) <(.+)>$/.exec(sender) ?? [];
  return UserPoolEmail.withSES({
    fromEmail,
    ...(fromName !== undefined && { fromName }),
    sesRegion: Aws.REGION,
    sesVerifiedDomain: fromEmail.replace(/.*@/, ''),
  });
};

/** Whose tokens are accepted, and for whom they must have been made. */
export type TokenSource = {
  issuer: string;
  audience: string[];
  /** The claim with the account of somebody who was invited to one. */
  invitedAccount?: string;
};

export type UserPoolProps = {
  settings: Settings;
  /** Says what goes into a token: Cognito's own have no agency, and other scopes than the API asks for. */
  tokenClaims: LambdaFunction;
};

/**
 * People and their tokens, for a deployment that is given no issuer. Whoever runs it creates the users, because an
 * agency is nobody's own to choose: the attribute can't be written by the apps that people sign in with.
 */
export class UserPool extends Construct {
  readonly tokens: TokenSource;
  readonly signIn: SignIn;
  private readonly pool: CognitoUserPool;
  private readonly apps: UserPoolClient;

  constructor(scope: Construct, id: string, { settings, tokenClaims }: UserPoolProps) {
    super(scope, id);
    const pool = new CognitoUserPool(this, 'Pool', {
      userPoolName: `scrip-${settings.stage}`,
      // The smallest that lets a Lambda write into access tokens.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      customAttributes: {
        agency_id: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
        account_id: new StringAttribute({ minLen: 1, maxLen: 255, mutable: false }),
        region: new StringAttribute({ minLen: 2, maxLen: 16, mutable: true }),
      },
      ...(settings.mailFrom !== undefined && { email: mailBySes(settings.mailFrom) }),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.pool = pool;
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason:
          'A second factor is optional for the customers of a shop: everybody can add an authenticator app.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'The Plus plan costs several times as much for each user. Turn it on if you need its threat protection.',
      },
    );
    if (!settings.importing)
      pool.addTrigger(
        UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
        Function.fromFunctionAttributes(this, 'Claims', {
          functionArn: tokenClaims.live.functionArn,
          sameEnvironment: true,
        }),
        LambdaVersion.V3_0,
      );
    pool.addResourceServer('Api', {
      identifier: RESOURCE_SERVER,
      scopes: SCOPES.map(
        (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: `${scopeName} at the API` }),
      ),
    });
    const apps = pool.addClient('Apps', {
      authFlows: { userSrp: true },
      // An app in a browser or on a desktop keeps no secret: it proves itself by PKCE.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      // Without this list an app could write every attribute, the agency among them.
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, locale: true }),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    this.apps = apps;
    const domain = pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `scrip-${settings.stage}-${Aws.ACCOUNT_ID}` },
    });

    for (const [name, value] of Object.entries({
      AGENCY_CLAIM: settings.agencyClaim,
      INVITED_ACCOUNT_CLAIM,
      REGION_CLAIM: settings.regionClaim,
      ROLES_CLAIM: settings.rolesClaim,
      RESOURCE_SERVER,
      ...(settings.agency !== undefined && { FIXED_AGENCY: settings.agency }),
    }))
      tokenClaims.function.addEnvironment(name, value);

    // Cognito's access tokens have no audience: the authorizer then takes the app client's ID for it.
    this.tokens = {
      issuer: pool.userPoolProviderUrl,
      audience: [apps.userPoolClientId, ...settings.audience],
      invitedAccount: INVITED_ACCOUNT_CLAIM,
    };
    this.signIn = {
      issuer: pool.userPoolProviderUrl,
      clientId: apps.userPoolClientId,
      scopes: ['openid', 'email'],
      origins: [`https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`, domain.baseUrl()],
    };
    addOutput(this, 'UserPoolId', 'The pool of people who may sign in', pool.userPoolId);
    addOutput(
      this,
      'UserPoolClientId',
      'The app client of the pages, and of programs on a desktop',
      apps.userPoolClientId,
    );
    addOutput(this, 'SignInUrl', 'Where the pool lets people sign in', domain.baseUrl());
  }

  /** Lets people return from signing in and out to these addresses, and to no others. */
  returnTo(signedIn: string[], signedOut: string[]): void {
    const { defaultChild } = this.apps.node;
    if (!(defaultChild instanceof CfnUserPoolClient)) throw new TypeError('the app client is no resource');
    // Only now, because the pages come after the API, and the API after the pool.
    defaultChild.callbackUrLs = signedIn;
    defaultChild.logoutUrLs = signedOut;
  }

  /** Lets a Lambda invite people, and gives it the pool's ID. */
  grantInviting(lambda: LambdaFunction): void {
    lambda.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: INVITING.map((action) => `cognito-idp:${action}`),
        resources: [this.pool.userPoolArn],
      }),
    );
    lambda.function.addEnvironment('USER_POOL_ID', this.pool.userPoolId);
  }
}
