import { expect, test } from 'vitest';
import { findingsIn } from '../../infra/scripts/guard/findings.ts';

const acknowledged = [{ rule: 'queues', resources: /^Dead$/, reason: 'the last of them' }];

const violation = (ruleName: string, ...ids: string[]) => ({
  ruleName,
  violatingResources: ids.map((resourceLogicalId) => ({ resourceLogicalId })),
});

test('what is acknowledged is no finding, whatever the hash of its id, nor a rule’s report of itself', () => {
  expect(findingsIn([violation('queues', 'Dead5E5F225C', '')], acknowledged)).toEqual([]);
});

test('another resource, and another rule, are findings', () => {
  const violations = [violation('queues', 'Dead5E5F225C', 'Live0A0B0C0D'), violation('keys', 'Dead5E5F225C')];
  expect(findingsIn(violations, acknowledged)).toEqual(['queues: Live0A0B0C0D', 'keys: Dead5E5F225C']);
});

test('an acknowledgement that nothing needs any more is a finding', () => {
  expect(findingsIn([], acknowledged)).toEqual([expect.stringMatching(/^queues: acknowledged, but/)]);
});
