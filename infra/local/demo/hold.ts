import { check } from './check.ts';
import { balanceOf, checkBalance, type Step } from './scene.ts';

const JOB = { amount: 80, reference: 'job-7', note: 'Video, up to 10 minutes', seconds: 3600 };

/** The job takes less than was held, so the capture is in part. */
export const holdAndCapture: Step = async (scene) => {
  const { api, movements } = scene;
  const { id } = await api.hold(JOB);
  const { available, held } = await api.account();
  check(
    (await checkBalance(scene)) === available + JOB.amount && held === JOB.amount,
    `A hold of ${JOB.amount} left ${available} available and ${held} held`,
  );
  const refused = await api.spendTooMuch({ amount: available + 1, reference: 'order-1044' });
  check(
    refused.code === 'insufficient_credits' && refused.shortfall === 1,
    `A spend of held credits was answered with ${JSON.stringify(refused)}`,
  );
  const captured = await api.capture(id, { amount: 50 });
  movements.push({ kind: 'capture', amount: -captured.entry.amount });
  const after = await api.account();
  check(
    after.held === 0 && after.available === balanceOf(scene) && (await api.holdOf(id)).status === 'captured',
    `After the capture ${after.held} credits are held and ${after.available} are available`,
  );
  return `Holding ${JOB.amount} credits for ${JOB.reference} kept the balance and left ${available} available: one more could not be spent. The job took ${captured.entry.amount}; the other ${JOB.amount - captured.entry.amount} came back: balance ${await checkBalance(scene)}.`;
};
