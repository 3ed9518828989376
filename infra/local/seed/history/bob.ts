import { sandboxAt } from '../../demo/sandbox-client.ts';
import { customerIn } from './customer.ts';
import { dayBefore, type Scene } from './scene.ts';
import type { Staff } from './staff.ts';

/**
 * A customer in debt: of the 100 credits that he paid, he spent 80, and now his bank contests that payment. The dispute is
 * the only deed of the story that happens now: the sandbox opens it, and its webhook takes the credits back.
 */
export const tellBob = async (scene: Scene, admin: Staff): Promise<void> => {
  const bob = customerIn(scene, 'demo', 'bob');
  await admin.profile(dayBefore(scene, 19, '09:00'), 'bob', {
    name: 'Bob Okafor',
    email: 'bob@example.com',
    externalId: 'C-1010',
    note: 'Wrote twice that he does not know the charge on his card. Look at his dispute before you answer.',
  });
  const page = await bob.buyCredits(dayBefore(scene, 18, '20:04'), {
    provider: 'stripe',
    packageId: 'starter',
  });
  await bob.purchase(dayBefore(scene, 18, '20:11'), 'brushes', 'standard');
  await bob.spend(dayBefore(scene, 10, '15:37'), {
    amount: 40,
    reference: 'render-5001',
    note: 'Render farm, 8 hours',
  });
  await sandboxAt(scene.sandboxUrl).dispute(page);
};
