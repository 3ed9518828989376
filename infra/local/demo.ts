import { randomUUID } from 'node:crypto';
import { connectAdmin } from './demo/admin-client.ts';
import { connect } from './demo/api-client.ts';
import { transferByTwo, transferRejected } from './demo/bank-transfer.ts';
import { readLiability, readStatement } from './demo/books.ts';
import { buyPackage, paySlowly, repeatWebhook } from './demo/buy.ts';
import { DemoError } from './demo/check.ts';
import { loseDispute, winDispute } from './demo/dispute.ts';
import { download } from './demo/download.ts';
import { hearOfIt } from './demo/events.ts';
import { readHistory } from './demo/history.ts';
import { payInvoice } from './demo/invoice.ts';
import { listPackages, readEmptyAccount } from './demo/look-around.ts';
import { loseWebhook } from './demo/lost-webhook.ts';
import { buyWithPaypal, refundHalfSpent } from './demo/paypal.ts';
import { buyAtLockedPrice } from './demo/quote.ts';
import { redeem } from './demo/redeem.ts';
import { giveBack } from './demo/refund.ts';
import { mintToken, reachStack, type RunningStack } from './demo/running-stack.ts';
import { sandboxAt } from './demo/sandbox-client.ts';
import type { Scene, Step } from './demo/scene.ts';
import { orderService } from './demo/service.ts';
import { overspend, repeatSpend, spend } from './demo/spend.ts';
import { connectStore } from './demo/store-client.ts';

const story: readonly Step[] = [
  readEmptyAccount,
  listPackages,
  buyPackage,
  repeatWebhook,
  paySlowly,
  spend,
  repeatSpend,
  overspend,
  buyWithPaypal,
  refundHalfSpent,
  loseWebhook,
  loseDispute,
  winDispute,
  redeem,
  buyAtLockedPrice,
  download,
  giveBack,
  orderService,
  payInvoice,
  transferByTwo,
  transferRejected,
  hearOfIt,
];

const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Plays the story as a customer whom nobody has seen before. */
const play = async ({ api, issuer, sandbox }: RunningStack): Promise<void> => {
  const account = `demo-${randomUUID().slice(0, 8)}`;
  const token = await mintToken(issuer, { account });
  const decider = async (name: string, roles?: string) =>
    connectAdmin(api, await mintToken(issuer, { account: name, scope: 'agency:read agency:approve', roles }));
  const scene: Scene = {
    account,
    api: connect(api, token),
    store: connectStore(api, token),
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
  say('\nThe history, each line with the balance after it:\n');
  for (const line of await readHistory(scene)) say(`   ${line}`);
  say('\nThe statement begins:\n');
  for (const line of await readStatement(scene)) say(`   ${line}`);
  say(`\nWhat the agency owes its customers: ${await readLiability(scene)}.\n`);
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
