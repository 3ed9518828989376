import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/** Percent of the budget: of what AWS has charged so far, and of what it expects for the whole month. */
const NOTIFICATIONS = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
];

/**
 * A budget for a month of the AWS account, which tells the topic of tickets. It covers the whole account: to count by the
 * stack's tags, somebody must first activate them for billing.
 * @param dollars a month
 */
export const addMonthlyBudget = (scope: Construct, dollars: number, { topics }: Alarms): void => {
  topics.allowBudgets();
  const budget = new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: dollars, unit: 'USD' },
    },
    notificationsWithSubscribers: NOTIFICATIONS.map((notification) => ({
      notification: { ...notification, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topics.ticket.topicArn }],
    })),
  });
  // Budgets refuses a topic that it may not publish to.
  budget.node.addDependency(topics);
};
