import { randomUUID } from 'node:crypto';
import { connectAdmin } from './admin-client.ts';
import { connect } from './api-client.ts';
import { askTheOwner } from './approval.ts';
import { transferByTwo, transferRejected } from './bank-transfer.ts';
import { readBooks, readLiability, readStatement } from './books.ts';
import { spendUnderBudget } from './budget.ts';
import { buyPackage, paySlowly, repeatWebhook } from './buy.ts';
import { DemoError } from './check.ts';
import { loseDispute, winDispute } from './dispute.ts';
import { download } from './download.ts';
import { hearOfIt } from './events.ts';
import { lookForward } from './allowance.ts';
import { giveAsGift } from './gift.ts';
import { readHistory } from './history.ts';
import { holdAndCapture } from './hold.ts';
import { payInvoice } from './invoice.ts';
import { listPackages, readEmptyAccount } from './look-around.ts';
import { loseWebhook } from './lost-webhook.ts';
import { buyWithPaypal, refundHalfSpent } from './paypal.ts';
import { buyAtLockedPrice } from './quote.ts';
import { redeem } from './redeem.ts';
import { giveBack } from './refund.ts';
import { mintToken, reachStack, type RunningStack } from './running-stack.ts';
import { sandboxAt } from './sandbox-client.ts';
import type { Scene, Step } from './scene.ts';
import { findCustomer } from './search.ts';
import { orderService, refundService } from './service.ts';
import { signInAndOut } from './session.ts';
import { overspend, repeatSpend, spend } from './spend.ts';
import { connectStore } from './store-client.ts';
import { chargeUsage } from './usage.ts';
import { chargeInBatches } from './usage-in-batches.ts';

const story: readonly Step[] = [
  readEmptyAccount,
  listPackages,
  buyPackage,
  repeatWebhook,
  paySlowly,
  spend,
  repeatSpend,
  overspend,
  holdAndCapture,
  buyWithPaypal,
  refundHalfSpent,
  loseWebhook,
  loseDispute,
  winDispute,
  redeem,
  giveAsGift,
  lookForward,
  buyAtLockedPrice,
  download,
  giveBack,
  orderService,
  refundService,
  payInvoice,
  transferByTwo,
  transferRejected,
  hearOfIt,
  signInAndOut,
  spendUnderBudget,
  askTheOwner,
  chargeUsage,
  chargeInBatches,
  findCustomer,
];

const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Plays the story as a customer whom nobody has seen before. */
const play = async ({ api, issuer, sandbox }: RunningStack): Promise<void> => {
  const account = `demo-${randomUUID().slice(0, 8)}`;
  const token = await mintToken(issuer, { account });
  const friend = await mintToken(issuer, { account: `${account}-friend` });
  const decider = async (name: string, roles?: string) =>
    connectAdmin(api, await mintToken(issuer, { account: name, scope: 'agency:read agency:approve', roles }));
  const scene: Scene = {
    account,
    url: api,
    api: connect(api, token),
    store: connectStore(api, token),
    friend: { api: connect(api, friend), store: connectStore(api, friend) },
    admin: connectAdmin(
      api,
      await mintToken(issuer, { account: 'admin', scope: 'agency:read agency:write' }),
    ),
    deciders: {
      reviewer: await decider('reviewer'),
      finance: await decider('finance', 'finance'),
      self: await decider(account, 'finance'),
    },
    sandbox: sandboxAt(sandbox),
    movements: [],
    paid: { page: '', credits: 0 },
    bought: { productId: '', purchaseId: '' },
  };
  say(`\nCustomer ${account} of the agency demo, at ${api}\n`);
  for (const [position, step] of story.entries()) say(`${position + 1}. ${await step(scene)}`);
  say('\nHistory, with the balance after each entry:\n');
  for (const line of await readHistory(scene)) say(`   ${line}`);
  say('\nFirst lines of the CSV statement:\n');
  for (const line of await readStatement(scene)) say(`   ${line}`);
  say(`\nThe agency's liability: ${await readLiability(scene)}.`);
  say(`The books of this month: ${await readBooks(scene)}.\n`);
};

try {
  const { stack, end } = await reachStack(say);
  try {
    await play(stack);
  } finally {
    await end();
  }
} catch (error) {
  console.error(error instanceof DemoError ? `\nThe demo failed. ${error.message}` : error);
  process.exitCode = 1;
}
