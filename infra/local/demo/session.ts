import { connectAdmin } from './admin-client.ts';
import { connect } from './api-client.ts';
import { check } from './check.ts';
import { balanceOf, checkBalance, type Step } from './scene.ts';

/**
 * The agency's backend signs the customer in, and out again. API Gateway remembers a token that it has seen for 30
 * seconds, so the sign-out is checked with a second session, which was not used before.
 */
export const signInAndOut: Step = async (scene) => {
  const { account, admin, url } = scene;
  const { id, key, name } = await admin.createApiKey('Web shop');
  try {
    const backend = connectAdmin(url, key);
    const phone = await backend.createSession(account);
    const tablet = await backend.createSession(account);
    const { balance } = await connect(url, phone.token).account();
    check(balance === balanceOf(scene), `The session shows the balance ${balance}`);
    await backend.endSessions(account);
    const { code } = await connect(url, tablet.token).accountInVain();
    check(code === 'unauthorized', `After the sign-out, the session was refused with ${code}`);
    return `The agency created an API key for its "${name}", which opened two sessions for the customer. The first read the account: balance ${balance}. Then the agency signed the customer out everywhere, and the second session was refused (${code}): balance ${await checkBalance(scene)}.`;
  } finally {
    await admin.revokeApiKey(id);
  }
};
