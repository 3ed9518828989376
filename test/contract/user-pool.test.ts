import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { ACCOUNT_ATTRIBUTE, AGENCY_ATTRIBUTE, REGION_ATTRIBUTE } from '../../shared/people/attributes.ts';
import { routes } from '../../shared/http/routes.ts';
import { synthesize } from './synthesize.ts';
import { aliasesOf, lambdasOf, resourcesOf, text } from './template.ts';

/** The run's template is the one without an issuer: with a pool of its own. */
const template = inject('template');

const [pool] = resourcesOf(
  template,
  'AWS::Cognito::UserPool',
  z.object({
    AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: z.boolean() }),
    DeletionProtection: z.string(),
    UserPoolTier: z.string(),
    Schema: z.array(z.object({ Name: z.string(), Mutable: z.boolean() })),
    LambdaConfig: z.object({
      PreTokenGenerationConfig: z.object({ LambdaArn: text, LambdaVersion: z.string() }),
    }),
  }),
);
const [apps, ...others] = resourcesOf(
  template,
  'AWS::Cognito::UserPoolClient',
  z.object({
    GenerateSecret: z.boolean(),
    AllowedOAuthFlows: z.array(z.string()),
    AllowedOAuthScopes: z.array(z.string()),
    WriteAttributes: z.array(z.string()),
    PreventUserExistenceErrors: z.string(),
    CallbackURLs: z.array(text),
    LogoutURLs: z.array(text),
  }),
);

test('the authorizer accepts tokens of the pool, for the apps that people sign in with', () => {
  const authorizer = lambdasOf(template).find(({ name }) => name === 'authorizer');

  expect(authorizer?.environment).toMatchObject({
    ISSUER: `${pool?.id}.ProviderURL`,
    AUDIENCE: apps?.id,
    INVITED_ACCOUNT_CLAIM: 'account_id',
  });
});

test('one Lambda may change the pool, and is given its ID', () => {
  const withPool = lambdasOf(template).filter(({ environment }) => 'USER_POOL_ID' in environment);

  expect(withPool).toMatchObject([{ name: 'people', environment: { USER_POOL_ID: pool?.id } }]);
});

test('Cognito calls our Lambda before it issues a token', () => {
  const lambda = lambdasOf(template).find(({ name }) => name === 'token-claims');

  const { LambdaArn = '', ...config } = pool?.properties.LambdaConfig.PreTokenGenerationConfig ?? {};

  expect(aliasesOf(template).get(LambdaArn)).toBe(lambda?.id);
  expect(config).toEqual({ LambdaVersion: 'V3_0' });
  // The smallest plan in which it may write into access tokens; and Cognito waits for five seconds.
  expect(pool?.properties.UserPoolTier).toBe('ESSENTIALS');
  expect(lambda?.timeout).toBe(5);
  expect(lambda?.environment).toMatchObject({ AGENCY_CLAIM: 'agency_id', RESOURCE_SERVER: 'scrip' });
});

test('the pool has the attributes that the Lambda reads, and users cannot change their own', () => {
  const attributes = pool?.properties.Schema.map(({ Name }) => `custom:${Name}`);

  expect(attributes).toEqual([AGENCY_ATTRIBUTE, ACCOUNT_ATTRIBUTE, REGION_ATTRIBUTE]);
  expect(apps?.properties.WriteAttributes).toEqual(['locale', 'name']);
  expect(others).toEqual([]);
});

test('nobody can sign up by themselves or probe for user names', () => {
  expect(pool?.properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
  expect(pool?.properties.DeletionProtection).toBe('ACTIVE');
  expect(apps?.properties).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    PreventUserExistenceErrors: 'ENABLED',
  });
});

test('people return from signing in and out to the pages, each to one address', () => {
  const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution', z.unknown());

  expect(apps?.properties).toMatchObject({
    CallbackURLs: [`https://${distribution?.id}.DomainName/signed-in`],
    LogoutURLs: [`https://${distribution?.id}.DomainName/signed-out`],
  });
});

test('machine clients can request every scope that a route requires', () => {
  const [server] = resourcesOf(
    template,
    'AWS::Cognito::UserPoolResourceServer',
    z.object({ Identifier: z.string(), Scopes: z.array(z.object({ ScopeName: z.string() })) }),
  );
  const wanted = new Set(Object.values(routes).map(({ scope }) => scope));
  wanted.delete('public');

  expect(server?.properties.Identifier).toBe('scrip');
  expect(server?.properties.Scopes.map(({ ScopeName }) => ScopeName)).toEqual(
    expect.arrayContaining([...wanted]),
  );
});

test('with an issuer in the settings, the template has no user pool', () => {
  const { Resources } = synthesize({ issuer: 'https://login.example.com' }).template;
  const cognito = Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito::'));

  expect(cognito).toEqual([]);
  expect(JSON.stringify(Resources)).not.toContain('token-claims');
});
