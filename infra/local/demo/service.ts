import { check } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

export const orderService: Step = async (scene) => {
  const { store, movements } = scene;
  const { id, price, pay } = await store.service('consulting-hour');
  check(pay.allowed, `The service cannot be ordered: ${JSON.stringify(pay.reasons)}`);
  const { name, credits } = await store.order(id, price.price);
  check(credits === price.price, `The service was shown at ${price.price} and ordered for ${credits}`);
  movements.push({ kind: 'service', amount: -credits });
  return `Ordered "${name}" for the ${credits} credits shown: balance ${await checkBalance(scene)}.`;
};
