import { check, DemoError } from './check.ts';
import { checkBalance, type Step } from './scene.ts';

const ALLOWANCE = 'monthly';

/** Nobody can make the schedule of a running stack come early, so that the credits are only announced here. */
export const lookForward: Step = async (scene) => {
  const { account, admin, api } = scene;
  const outcomes = [
    await admin.giveAllowance(ALLOWANCE, account),
    await admin.giveAllowance(ALLOWANCE, account),
  ];
  check(outcomes.join() === 'added,already_there', `The account was ${outcomes.join(', then ')}`);
  const [allowance, ...others] = await api.allowances();
  const next = allowance?.next;
  if (!next || others.length > 0) throw new DemoError(`The account gets ${1 + others.length} allowances`);
  const { amount, on, rollOver } = next;
  return `The agency gave the account the allowance "${allowance.name}", twice, and it gets it once: ${amount} credits on ${on}, of which ${rollOver?.amount ?? 0} stay a month longer if they are not used. Balance ${await checkBalance(scene)}.`;
};
