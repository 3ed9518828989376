import { check } from './check.ts';
import { checkBalance, type Scene, type Step } from './scene.ts';

const SERVICE = 'consulting-hour';

/** Orders the service for the price shown. @returns the order, and the balance after it */
const order = async (scene: Scene) => {
  const { store, movements } = scene;
  const { price, pay } = await store.service(SERVICE);
  check(pay.allowed, `The service cannot be ordered: ${JSON.stringify(pay.reasons)}`);
  const { id, name, credits } = await store.order(SERVICE, price.price);
  check(credits === price.price, `The service was shown at ${price.price} and ordered for ${credits}`);
  movements.push({ kind: 'service', amount: -credits });
  return { id, name, credits, balance: await checkBalance(scene) };
};

export const orderService: Step = async (scene) => {
  const { name, credits, balance } = await order(scene);
  return `Ordered "${name}" for the ${credits} credits shown: balance ${balance}.`;
};

export const refundService: Step = async (scene) => {
  const { account, admin, movements } = scene;
  const { id, name, credits, balance } = await order(scene);
  const { status } = await admin.refundOrder(account, id);
  check(status === 'refunded', `The refunded order is ${status}`);
  movements.push({ kind: 'service_refund', amount: credits });
  return `Ordered "${name}" again: balance ${balance}. The agency refunded this order, which gave its ${credits} credits back: balance ${await checkBalance(scene)}.`;
};
