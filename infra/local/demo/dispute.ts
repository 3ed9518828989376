import { until } from './check.ts';
import { payAt } from './sandbox-client.ts';
import { checkBalance, reachBalance, type Scene, type Step } from './scene.ts';

/** The customer's bank contests what was paid last. @returns the dispute's id, and the balance without the credits */
const contest = async (scene: Scene) => {
  const { page, credits } = scene.paid;
  const dispute = await scene.sandbox.dispute(page);
  scene.movements.push({ kind: 'payment_reversed', amount: -credits });
  return { dispute, balance: await reachBalance(scene) };
};

export const loseDispute: Step = async (scene) => {
  const { api, sandbox } = scene;
  const { dispute, balance } = await contest(scene);
  await sandbox.decide(dispute, 'lost');
  await until('The receipt shows the lost dispute', async () => {
    const [receipt] = await api.receipts();
    return receipt?.disputes.find(({ status }) => status === 'lost');
  });
  return `The customer disputed that payment, which took its credits back at once: balance ${balance}. The agency lost the dispute, which changed nothing more: balance ${await checkBalance(scene)}.`;
};

export const winDispute: Step = async (scene) => {
  const { api, sandbox, movements } = scene;
  const { url, credits } = await api.beginCheckout('starter');
  await payAt(url, 'paid');
  movements.push({ kind: 'checkout', amount: credits });
  scene.paid = { page: url, credits };
  const paid = await reachBalance(scene);
  const { dispute, balance } = await contest(scene);
  await sandbox.decide(dispute, 'won');
  movements.push({ kind: 'payment_reinstated', amount: credits });
  return `Bought Starter again: balance ${paid}. The customer disputed it: balance ${balance}. The agency won, which gave the credits back: balance ${await reachBalance(scene)}.`;
};
