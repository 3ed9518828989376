import { check, until } from './check.ts';
import { payAt } from './sandbox-client.ts';
import { checkBalance, reachBalance, type Step } from './scene.ts';

const COMPLETED = 'checkout.session.completed';

export const buyPackage: Step = async (scene) => {
  const { api, movements } = scene;
  const { id, url, credits, bonusCredits } = await api.beginCheckout('studio');
  await payAt(url, 'paid');
  movements.push({ kind: 'checkout', amount: credits }, { kind: 'bonus', amount: bonusCredits });
  const balance = await reachBalance(scene);
  await until(
    `The checkout ${id} was paid`,
    async () => (await api.checkout(id)).status === 'paid' || undefined,
  );
  return `Bought Studio and paid at the provider: its signed webhook brought ${balance} credits.`;
};

export const repeatWebhook: Step = async (scene) => {
  const { sandbox } = scene;
  const { event = '' } = (await sandbox.deliveries()).find(({ type }) => type === COMPLETED) ?? {};
  for (let time = 1; time <= 3; time += 1) await sandbox.resend(event);
  await until('The webhook was taken three more times', async () => {
    const taken = (await sandbox.deliveries()).filter(
      (delivery) => delivery.event === event && delivery.state === 'delivered',
    );
    return taken.length >= 4 || undefined;
  });
  return `The same webhook, delivered three times more, changed nothing: ${await checkBalance(scene)} credits.`;
};

export const paySlowly: Step = async (scene) => {
  const { api, sandbox, movements } = scene;
  const { id, url, credits } = await api.beginCheckout('starter');
  await payAt(url, 'async');
  await until(`The checkout ${id} was processing`, async () => {
    const { status } = await api.checkout(id);
    check(status === 'open' || status === 'processing', `The unpaid checkout is ${status}`);
    return status === 'processing' || undefined;
  });
  const before = await checkBalance(scene);
  await sandbox.settle(url, 'succeed');
  movements.push({ kind: 'checkout', amount: credits });
  const balance = await reachBalance(scene);
  return `Paid Starter by a slow method: still ${before} credits until the bank confirmed it, then ${balance}.`;
};
