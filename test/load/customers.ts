import { mintToken } from '../../infra/local/demo/running-stack.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { send } from './call.ts';
import type { Customer } from './player.ts';
import type { StackProcess } from './stack-process.ts';

/** Credits of most customers, of either class, and of every fifth: those run dry and are refused. */
const PLENTY = 50_000;
const FEW = 500;

const give = async (api: string, token: string, accountId: string, amount: number): Promise<void> => {
  for (const lotClass of ['paid', 'promo']) {
    const { status, body } = await send(api, agencyRoutes.createAdjustment, {
      token,
      params: { accountId },
      key: randomId('key'),
      body: { type: 'in', amount, class: lotClass, reason: 'For the load', create: true },
    });
    if (status !== 201) throw new Error(`An adjustment was answered ${status}: ${JSON.stringify(body)}`);
  }
};

/** Makes so many customers with credits, and somebody at their agency. */
export const prepareCustomers = async (
  { api, issuer }: StackProcess,
  count: number,
): Promise<{ customers: Customer[]; agencyToken: string }> => {
  const agencyToken = await mintToken(issuer, { account: 'admin', scope: 'agency:read agency:write' });
  const customers: Customer[] = [];
  for (let number = 1; number <= count; number += 1) {
    const account = `load-${number}`;
    await give(api, agencyToken, account, number % 5 === 0 ? FEW : PLENTY);
    customers.push({ account, token: await mintToken(issuer, { account }) });
  }
  return { customers, agencyToken };
};
