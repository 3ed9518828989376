import { expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from '../support/stack.ts';
import { freePorts, nothingLeft, runDemo } from '../support/started.ts';

test('the demo starts what it needs, plays to its end, and leaves no process behind', async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const base = await freePorts();
  const { code, output } = await runDemo(base, directory);
  expect(output).toMatch(/ 4 +[\d:]+ +out +spend +order-1042 +120 +530\n/);
  expect(output).toMatch(/ 5 +[\d:]+ +out +capture +job-7 +50 +480\n/);
  expect(output).toMatch(/ 8 +[\d:]+ +out +payment_reversed +\S+ +100 +-50\n/);
  expect(output).toMatch(/ 13 +[\d:]+ +in +payment_reinstated +\S+ +100 +50\n/);
  expect(output).toMatch(/ 17 +[\d:]+ +in +gift +\S+ +15 +235\n/);
  expect(output).toMatch(/ 18 +[\d:]+ +out +purchase +\S+ +40 +195\n/);
  expect(output).toContain('A dry run of spending 120 credits on order-1042 showed balance 530');
  expect(output).toMatch(/ 23 +[\d:]+ +in +service_refund +\S+ +90 +105\n/);
  expect(output).toContain('the second session was refused (unauthorized): balance 2505.');
  expect(output).toMatch(/names that begin with "ada lo" found Ada Lovelace, account demo-\w+\.\n/);
  expect(output).toContain(
    'received request.accepted and credits.added and verified their signatures: balance 2505.',
  );
  expect(output).toMatch(
    /liability: \d+ paid \+ \d+ promo - 80 debt - 0 in gifts = \d+ credits, the sum of all 14 balances/,
  );
  expect(output).toContain('65 spends of one credit came in at one time');
  expect(output).toContain('they cost exactly 401000 × 3 ÷ 1000 = 1203 credits, the sum of 1200 entries');
  expect(output).toContain(
    '1000 events of a meter whose entries are batches: 2 entries for all, 312 credits',
  );
  expect(code).toBe(0);
  await nothingLeft(base, directory);
});
