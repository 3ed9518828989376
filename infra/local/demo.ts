import { randomUUID } from 'node:crypto';
import { connectAdmin } from './demo/admin-client.ts';
import { connect } from './demo/api-client.ts';
import { buyPackage, paySlowly, repeatWebhook } from './demo/buy.ts';
import { DemoError } from './demo/check.ts';
import { loseDispute, winDispute } from './demo/dispute.ts';
import { hearOfIt } from './demo/events.ts';
import { readHistory } from './demo/history.ts';
import { listPackages, readEmptyAccount } from './demo/look-around.ts';
import { loseWebhook } from './demo/lost-webhook.ts';
import { buyWithPaypal, refundHalfSpent } from './demo/paypal.ts';
import { mintToken, reachStack, type RunningStack } from './demo/running-stack.ts';
import { sandboxAt } from './demo/sandbox-client.ts';
import type { Scene, Step } from './demo/scene.ts';
import { overspend, repeatSpend, spend } from './demo/spend.ts';

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
  hearOfIt,
];

const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Plays the story as a customer whom nobody has seen before. */
const play = async ({ api, issuer, sandbox }: RunningStack): Promise<void> => {
  const account = `demo-${randomUUID().slice(0, 8)}`;
  const scene: Scene = {
    api: connect(api, await mintToken(issuer, account)),
    admin: connectAdmin(api, await mintToken(issuer, 'admin', 'agency:read agency:write')),
    sandbox: sandboxAt(sandbox),
    movements: [],
    paid: { page: '', credits: 0 },
  };
  say(`\nCustomer ${account} of the agency demo, at ${api}\n`);
  for (const [position, step] of story.entries()) say(`${position + 1}. ${await step(scene)}`);
  say('\nThe history, each line with the balance after it:\n');
  for (const line of await readHistory(scene)) say(`   ${line}`);
  say();
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
