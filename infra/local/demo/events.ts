import { check, until } from './check.ts';
import { startReceiver } from './receiver.ts';
import { checkBalance, type Step } from './scene.ts';

/** The agency's software receives events and verifies their signatures. */
export const hearOfIt: Step = async (scene) => {
  const { admin, deciders, store, movements } = scene;
  const receiver = await startReceiver();
  const endpoint = await admin.createEndpoint(receiver.url);
  try {
    receiver.trust(endpoint.secret);
    const { id, credits } = await store.ask({ credits: 100 });
    await deciders.reviewer.decide(id, { step: 'review', approve: true });
    // What happened just before may still be on its way to a new address.
    const received = (wanted: string, of: 'requestId' | 'reference') =>
      until(`The event ${wanted} arrived`, async () =>
        receiver.events.find(({ type, data }) => type === wanted && data[of] === id),
      );
    const [accepted, added] = [
      await received('request.accepted', 'requestId'),
      await received('credits.added', 'reference'),
    ];
    movements.push({ kind: 'request', amount: credits });
    const balance = await checkBalance(scene);
    check(added.data['amount'] === credits, `The event credits.added is ${JSON.stringify(added.data)}`);
    return `The agency registered an endpoint and approved a request for ${credits} credits. The endpoint received ${accepted.type} and ${added.type} and verified their signatures: balance ${balance}.`;
  } finally {
    await admin.deleteEndpoint(endpoint.id);
    await receiver.stop();
  }
};
