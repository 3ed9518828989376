import { check, until } from './check.ts';
import { startReceiver } from './receiver.ts';
import { checkBalance, type Step } from './scene.ts';

const REFERENCE = 'order-1050';

/** The agency's own software listens, hears of one movement, and knows who sent it. */
export const hearOfIt: Step = async (scene) => {
  const { api, admin, movements } = scene;
  const receiver = await startReceiver();
  try {
    const { id, secret } = await admin.createEndpoint(receiver.url);
    receiver.trust(secret);
    const { entry } = await api.spend(1, REFERENCE, 'the-key-of-order-1050');
    movements.push({ kind: 'spend', amount: -1 });
    const event = await until('The event of the spend was received', async () =>
      receiver.events.find(({ type, data }) => type === 'credits.spent' && data['reference'] === REFERENCE),
    );
    check(event.data['number'] === entry.number, `The event is ${JSON.stringify(event.data)}`);
    await admin.deleteEndpoint(id);
    return `The agency gave an address of its own, and 1 credit was spent: ${event.type} came there, signed and verified (${await checkBalance(scene)} are left).`;
  } finally {
    await receiver.stop();
  }
};
