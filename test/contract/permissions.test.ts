import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { deployersOf, lambdasOf, resourcesOf, text } from './template.ts';

const template = inject('template');

const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema), schema.transform((value) => [value])]);

const policies = resourcesOf(
  template,
  'AWS::IAM::Policy',
  z.object({
    Roles: z.array(text),
    PolicyDocument: z.object({
      Statement: z.array(
        z.object({
          Effect: z.literal('Allow'),
          Action: oneOrMore(z.string()),
          Resource: z.union([z.array(text), text.transform((resource) => [resource])]),
        }),
      ),
    }),
  }),
).map(({ properties }) => properties);

/** Logical ids end in a hash of their path, which says nothing to a reader. */
const legible = (resource: string): string =>
  resource
    .replace(/^arn:AWS::Partition:(?:secretsmanager|ssm):AWS::Region:AWS::AccountId:/, '')
    .replace(/^(\w+?)[0-9A-F]{8}(?:\.Arn|\.(?=StreamArn)|$)/, '$1');

const actionsOf = (role: string): string[] =>
  policies
    .filter(({ Roles }) => Roles.includes(role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${legible(resource)}`)),
    )
    .toSorted();

const table = (...actions: string[]) => actions.map((action) => `dynamodb:${action} LedgerTable`);
const lists = 'dynamodb:Query LedgerTable/index/lists';
const secrets = (kind: string) => [`ssm:GetParameter parameter/scrip/dev/agencies/*/${kind}`];
const signingSecret = (action: string, name: string) =>
  `secretsmanager:${action} secret:scrip/dev/agencies/*/${name}`;
const signingSecrets = (...writes: string[]) => [
  ...['endpoints-??????', 'endpoints'].map((name) => signingSecret('GetSecretValue', name)),
  ...writes.map((action) => signingSecret(action, 'endpoints-??????')),
];
const works = (queue: string) =>
  ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} ${queue}`);
const files = (action: string, folder: string) => `s3:${action} FilesBucket/${folder}/*`;
const callsItself = (lambda: string) => `lambda:InvokeFunction ${lambda}FunctionAliaslive`;
const logs = (logGroup: string) => [`logs:CreateLogStream ${logGroup}`, `logs:PutLogEvents ${logGroup}`];

/**
 * Everything that a Lambda may do. An entry is added here when an operation needs it, with the grant. That each is needed,
 * and none is missing, shows in the e2e tests (test/iam): they run under these roles.
 */
const permissions: Record<string, string[]> = {
  account: [...table('BatchGetItem', 'PutItem', 'Query'), lists, ...logs('AccountLogs')],
  store: [
    ...table('BatchGetItem', 'PutItem', 'Query'),
    lists,
    ...logs('StoreLogs'),
    ...secrets('links'),
    files('GetObject', 'downloads'),
    files('PutObject', 'proofs'),
    files('GetObject', 'usage'),
  ],
  agency: [
    ...table('BatchGetItem', 'PutItem', 'DeleteItem', 'Query'),
    lists,
    ...logs('AgencyLogs'),
    files('GetObject', 'proofs'),
    files('DeleteObject', 'proofs'),
    files('PutObject', 'exports'),
    files('GetObject', 'exports'),
    files('GetObject', 'usage'),
    files('DeleteObject', 'usage'),
    files('GetObject', 'picture-uploads'),
    files('PutObject', 'picture-uploads'),
    files('PutObject', 'pictures'),
    files('DeleteObject', 'pictures'),
    ...signingSecrets('CreateSecret', 'PutSecretValue'),
    'sqs:SendMessage EventsQueue',
    'sqs:SendMessage RequestsQueue',
    'sqs:SendMessage UsageQueue',
  ],
  publisher: [
    ...table('BatchGetItem', 'PutItem', 'Query'),
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map(
      (action) => `dynamodb:${action} LedgerTableStreamArn`,
    ),
    ...logs('PublisherLogs'),
    'events:PutEvents EventBus',
    'sqs:SendMessage EventsQueue',
    ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map((action) => `sqs:${action} ChangesGivenUp`),
  ],
  'event-sender': [
    ...table('BatchGetItem', 'PutItem'),
    ...logs('EventSenderLogs'),
    ...signingSecrets(),
    'sqs:ChangeMessageVisibility EventsQueue',
    'sqs:SendMessage EventsDeadLetters',
    ...works('EventsQueue'),
  ],
  'credit-request-worker': [
    ...table('BatchGetItem', 'PutItem'),
    ...logs('CreditRequestWorkerLogs'),
    ...works('RequestsQueue'),
  ],
  'usage-worker': [
    ...table('BatchGetItem', 'PutItem'),
    ...logs('UsageWorkerLogs'),
    ...works('UsageQueue'),
    files('PutObject', 'usage'),
  ],
  reconciler: [
    ...table('BatchGetItem', 'PutItem', 'Query'),
    lists,
    ...logs('ReconcilerLogs'),
    files('GetObject', 'usage'),
    ...secrets('providers'),
    callsItself('Reconciler'),
  ],
  sweeper: [
    ...table('BatchGetItem', 'PutItem', 'DeleteItem', 'Query'),
    lists,
    ...logs('SweeperLogs'),
    files('DeleteObject', 'proofs'),
    files('DeleteObject', 'usage'),
    callsItself('Sweeper'),
  ],
  checkout: [...table('BatchGetItem', 'PutItem'), lists, ...logs('CheckoutLogs'), ...secrets('providers')],
  webhooks: [
    ...logs('WebhooksLogs'),
    ...secrets('webhooks'),
    'ssm:DescribeParameters *',
    'sqs:SendMessage PaymentsQueue',
  ],
  pictures: [...logs('PicturesLogs'), files('GetObject', 'pictures')],
  people: [
    ...table('BatchGetItem', 'PutItem', 'Query'),
    ...logs('PeopleLogs'),
    ...[
      'AdminAddUserToGroup',
      'AdminCreateUser',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminGetUser',
      'AdminListGroupsForUser',
      'AdminRemoveUserFromGroup',
      'CreateGroup',
    ].map((action) => `cognito-idp:${action} UsersPool`),
  ],
  public: logs('PublicLogs'),
  'token-claims': logs('TokenClaimsLogs'),
  authorizer: [...table('BatchGetItem', 'UpdateItem'), ...logs('AuthorizerLogs')],
  'payment-worker': [
    ...table('BatchGetItem', 'PutItem'),
    lists,
    ...logs('PaymentWorkerLogs'),
    ...secrets('providers'),
    'sqs:DeleteMessage PaymentsQueue',
    'sqs:GetQueueAttributes PaymentsQueue',
    'sqs:ReceiveMessage PaymentsQueue',
  ],
};

describe('a Lambda has these permissions and no others', () => {
  test.each(lambdasOf(template))('$name', ({ name, role }) => {
    expect(actionsOf(role)).toEqual(permissions[name]?.toSorted());
  });
});

const [ofDeployment = ''] = resourcesOf(template, 'AWS::Lambda::Function', z.object({ Role: text }))
  .filter(({ id }) => deployersOf(template).has(id))
  .map(({ properties }) => properties.Role.replace(/\.Arn$/, ''));

test('no role has a wildcard action or resource, except to list parameter names, which IAM cannot narrow', () => {
  const everything = policies
    // The CDK grants whole groups of actions to its Lambda that copies the pages. The next test says on what.
    .filter(({ Roles }) => !Roles.includes(ofDeployment))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(
      ({ Action, Resource }) => Resource.includes('*') || Action.some((action) => action.includes('*')),
    );

  expect(everything).toMatchObject([{ Action: ['ssm:DescribeParameters'], Resource: ['*'] }]);
});

test('what copies the pages at deployment may read what is deployed and write to the bucket of the pages, and no more', () => {
  const resources = new Set(
    policies
      .filter(({ Roles }) => Roles.includes(ofDeployment))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap(({ Resource }) => Resource)
      .map(legible),
  );
  const deployed = 'arn:AWS::Partition:s3:::cdk-hnb659fds-assets-AWS::AccountId-AWS::Region';

  expect([...resources].toSorted()).toEqual(
    ['SiteDeployedBucket', 'SiteDeployedBucket/*', 'SiteDeployedLogs', deployed, `${deployed}/*`].toSorted(),
  );
});

test('every resource pattern in a grant has a reason', () => {
  const patterns = policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Resource }) => Resource)
    .filter((resource) => /[*?]/.test(resource));
  // cdk-nag writes references in brackets.
  const reasons = new Map(
    inject('acknowledged').map(({ id, reason }) => [
      id.replaceAll(/<([^>]*)>/g, '$1').split('[Resource::')[1],
      reason,
    ]),
  );

  expect(patterns).not.toHaveLength(0);
  expect(patterns.filter((resource) => (reasons.get(`${resource}]`) ?? '').length < 40)).toEqual([]);
});

test('roles have no other policies, and only Lambda can assume them, but for the one that moves aliases', () => {
  const role = z.strictObject({
    AssumeRolePolicyDocument: z.object({
      Statement: z.tuple([z.object({ Principal: z.object({ Service: z.literal('lambda.amazonaws.com') }) })]),
    }),
  });

  const [rollouts, ...others] = Object.keys(template.Resources).filter(
    (id) => id.startsWith('Rollouts') && template.Resources[id]?.Type === 'AWS::IAM::Role',
  );
  const { [rollouts ?? '']: mover, ...Resources } = template.Resources;

  expect(resourcesOf({ ...template, Resources }, 'AWS::IAM::Role', role)).toHaveLength(
    lambdasOf(template).length + deployersOf(template).size,
  );
  expect(others).toEqual([]);
  expect(mover?.Properties).toMatchObject({
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'codedeploy.amazonaws.com' } }] },
    ManagedPolicyArns: [
      {
        'Fn::Join': [
          '',
          expect.arrayContaining([expect.stringMatching(/AWSCodeDeployRoleForLambdaLimited$/)]),
        ],
      },
    ],
  });
});

test('the webhooks Lambda has no access to the table', () => {
  const webhooks = lambdasOf(template).find(({ name }) => name === 'webhooks');

  expect(webhooks?.environment).not.toHaveProperty('TABLE_NAME');
});
