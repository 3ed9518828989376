import { check } from './check.ts';
import type { Step } from './scene.ts';

const NAME = 'Ada Lovelace';
const PREFIX = 'ada lo';

/** Earlier customers of the demo have the same name. */
export const findCustomer: Step = async ({ account, admin }) => {
  await admin.createProfile(account, { name: NAME, email: `${account}@example.com` });
  const found = (await admin.profilesNamed(PREFIX)).find((profile) => profile.account === account);
  check(found?.name === NAME, `The search for "${PREFIX}" found ${JSON.stringify(found)} for ${account}`);
  return `The agency saved the customer's name, and a search for names that begin with "${PREFIX}" found ${NAME}, account ${account}.`;
};
