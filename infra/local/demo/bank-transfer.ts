import { check, until } from './check.ts';
import { checkBalance, reachBalance, type Scene, type Step } from './scene.ts';

/** @returns the request, once it is no longer as it was: a decision takes the way through a queue */
const afterDecision = ({ store }: Scene, id: string, isThere: (decided: string[]) => boolean) =>
  until('The decision took effect', async () => {
    const request = await store.creditRequest(id);
    const decided = request.steps.flatMap(({ name, status }) =>
      status === 'approved' || status === 'rejected' ? [name] : [],
    );
    return isThere(decided) ? request : undefined;
  });

/** More than 1000 credits take two steps by two people, the second by somebody of a role. */
export const transferByTwo: Step = async (scene) => {
  const { store, deciders, movements } = scene;
  const { id, credits, bonusCredits, reference } = await store.ask({ packageId: 'agency' });
  const { code } = await deciders.self.decideInVain(id, { step: 'review', approve: true });
  check(code === 'own_request', `Deciding one's own credit request was refused with ${code}`);
  await deciders.reviewer.decide(id, { step: 'review', approve: true });
  await afterDecision(scene, id, (decided) => decided.includes('review'));
  const between = await checkBalance(scene);
  await deciders.finance.decide(id, { step: 'finance', approve: true });
  const { status } = await afterDecision(scene, id, (decided) => decided.includes('finance'));
  check(status === 'accepted', `The credit request with both approvals is ${status}`);
  movements.push({ kind: 'request', amount: credits }, { kind: 'bonus', amount: bonusCredits });
  return `Requested ${credits} + ${bonusCredits} credits by bank transfer (reference ${reference}). The customer cannot approve it (${code}). The reviewer approved: balance still ${between}. Finance approved: balance ${await reachBalance(scene)}.`;
};

export const transferRejected: Step = async (scene) => {
  const { store, deciders } = scene;
  const { id, credits } = await store.ask({ credits: 300 });
  await deciders.reviewer.decide(id, { step: 'review', approve: false, note: 'no payment came' });
  const { status, reason } = await afterDecision(scene, id, (decided) => decided.includes('review'));
  check(
    status === 'rejected' && reason === 'no payment came',
    `The rejected credit request is ${status}: ${reason}`,
  );
  return `Requested ${credits} more credits; the reviewer ${status} it (${reason}): balance ${await checkBalance(scene)}.`;
};
