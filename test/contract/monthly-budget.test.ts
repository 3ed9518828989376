import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';
import { resourcesOf, text } from './template.ts';

const budgets = z.object({
  Budget: z.object({
    BudgetType: z.string(),
    TimeUnit: z.string(),
    BudgetLimit: z.object({ Amount: z.number(), Unit: z.string() }),
  }),
  NotificationsWithSubscribers: z.array(
    z.object({
      Notification: z.object({ NotificationType: z.string(), Threshold: z.number() }),
      Subscribers: z.array(z.object({ SubscriptionType: z.string(), Address: text })),
    }),
  ),
});

const policies = z.object({
  Topics: z.array(text),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Action: z.string(),
        Effect: z.string(),
        Principal: z.unknown(),
        Condition: z.record(z.string(), z.record(z.string(), z.unknown())),
      }),
    ),
  }),
});

test('without the setting there is no budget', () => {
  expect(resourcesOf(inject('template'), 'AWS::Budgets::Budget', budgets)).toEqual([]);
});

test('the budget tells the topic of tickets, which lets it and no other account’s budgets', () => {
  const { template } = synthesize({ monthlyBudget: '50' });
  const ticket = resourcesOf(template, 'AWS::SNS::Topic', z.object({ DisplayName: z.string() })).find(
    ({ properties }) => properties.DisplayName === 'scrip-dev ticket',
  );
  const [budget] = resourcesOf(template, 'AWS::Budgets::Budget', budgets);
  const subscribers = [{ SubscriptionType: 'SNS', Address: ticket?.id }];

  expect(budget?.properties).toEqual({
    Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 50, Unit: 'USD' } },
    NotificationsWithSubscribers: [
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: subscribers },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: subscribers },
    ],
  });
  const allowed = resourcesOf(template, 'AWS::SNS::TopicPolicy', policies).flatMap(({ properties }) =>
    properties.PolicyDocument.Statement.filter(
      ({ Principal }) => JSON.stringify(Principal) === '{"Service":"budgets.amazonaws.com"}',
    ).map((statement) => ({ topics: properties.Topics, ...statement })),
  );
  expect(allowed).toMatchObject([
    {
      topics: [ticket?.id],
      Action: 'sns:Publish',
      Effect: 'Allow',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});
