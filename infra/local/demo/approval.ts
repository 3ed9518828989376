import { check, DemoError } from './check.ts';
import { connect } from './api-client.ts';
import { checkBalance, type Step } from './scene.ts';

const AMOUNT = 12;

/** An agent with a key of its own asks for more than its budget; the owner approves, and it is spent once. */
export const askTheOwner: Step = async (scene) => {
  const { api, movements, url } = scene;
  const { id } = await api.spender({
    name: 'Build server',
    kind: 'agent',
    limits: { perCall: 5 },
    above: 'ask',
  });
  const agent = connect(url, await api.spenderKey(id, 'Build server'));
  const body = { amount: AMOUNT, reference: 'long-query' };
  const waiting = await agent.spendTooMuch(body, 'long-query');
  if (waiting.code !== 'approval_pending') throw new DemoError(`The agent was answered ${waiting.code}`);
  const approved = await api.approve(waiting.approval);
  const again = await agent.spend(body, 'long-query');
  check(
    approved.status === 'approved' && again.replayed && again.entry.number === approved.entry,
    `What was approved was done as ${JSON.stringify(approved)}, and again as ${again.entry.number}`,
  );
  movements.push({ kind: 'spend', amount: -AMOUNT });
  return `An agent with a key of its own asked for ${AMOUNT} credits beyond its budget; its owner approved, and the agent's repetition spent nothing again. Balance ${await checkBalance(scene)}.`;
};
