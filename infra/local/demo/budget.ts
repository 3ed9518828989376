import { check } from './check.ts';
import { connect } from './api-client.ts';
import { checkBalance, type Step } from './scene.ts';

const SPENDS = 64;

/** 65 spends at one time under a budget with room for 64. */
export const spendUnderBudget: Step = async (scene) => {
  const { account, admin, api, movements, url } = scene;
  const { id } = await api.spender({ name: 'Research agent', kind: 'agent', limits: { perDay: SPENDS } });
  const session = await admin.createSession(account, { scopes: ['credits:spend'], spender: id });
  const agent = connect(url, session.token);
  const answers = await Promise.all(
    Array.from({ length: SPENDS + 1 }, (_, turn) =>
      agent.trySpend({ amount: 1, reference: `query-${turn + 1}` }),
    ),
  );
  const refused = answers.flatMap((answer) => answer ?? []);
  const [refusal] = refused;
  check(
    refused.length === 1 && refusal?.code === 'budget_exceeded' && refusal.left === 0,
    `Of ${answers.length} spends ${refused.length} were refused: ${JSON.stringify(refusal)}`,
  );
  movements.push(...Array.from({ length: SPENDS }, () => ({ kind: 'spend' as const, amount: -1 })));
  const { day } = await api.spenderOf(id);
  check(day.spent === SPENDS && day.left === 0, `The budget counts ${day.spent} credits`);
  return `${answers.length} spends of one credit came in at one time from an agent whose budget had room for ${SPENDS}: one was refused, and the day's limit starts anew at ${day.startsAnewAt}. Balance ${await checkBalance(scene)}.`;
};
