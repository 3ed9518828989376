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
    `The checkout ${id} is paid`,
    async () => (await api.checkout(id)).status === 'paid' || undefined,
  );
  return `Bought the package Studio at the provider. Its signed webhook credited the account: balance ${balance}.`;
};

export const repeatWebhook: Step = async (scene) => {
  const { sandbox } = scene;
  const { event = '' } = (await sandbox.deliveries()).find(({ type }) => type === COMPLETED) ?? {};
  for (let time = 1; time <= 3; time += 1) await sandbox.resend(event);
  await until('The webhook was delivered three more times', async () => {
    const taken = (await sandbox.deliveries()).filter(
      (delivery) => delivery.event === event && delivery.state === 'delivered',
    );
    return taken.length >= 4 || undefined;
  });
  return `The same webhook arrived three more times and changed nothing: balance ${await checkBalance(scene)}.`;
};

export const paySlowly: Step = async (scene) => {
  const { api, sandbox, movements } = scene;
  const { id, url, credits } = await api.beginCheckout('starter');
  await payAt(url, 'async');
  await until(`The checkout ${id} is processing`, async () => {
    const { status } = await api.checkout(id);
    check(status === 'open' || status === 'processing', `The unpaid checkout is ${status}`);
    return status === 'processing' || undefined;
  });
  const before = await checkBalance(scene);
  await sandbox.settle(url, 'succeed');
  movements.push({ kind: 'checkout', amount: credits });
  const balance = await reachBalance(scene);
  return `Bought Starter with a slow payment method: balance ${before} until the bank confirmed the payment, then ${balance}.`;
};
