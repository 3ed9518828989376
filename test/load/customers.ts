import { type Client, createAdjustment } from '@scrip/client';
import { mintToken } from '../../infra/local/demo/running-stack.ts';
import { agencyOf } from './call.ts';
import type { Customer } from './player.ts';
import type { StackProcess } from './stack-process.ts';

/** Credits of most customers, of either class, and of every fifth: those run dry and are refused. */
const PLENTY = 50_000;
const FEW = 500;

const give = async (scrip: Client<'agency'>, accountId: string, amount: number): Promise<void> => {
  for (const lotClass of ['paid', 'promo'] as const) {
    const body = { type: 'in', amount, class: lotClass, reason: 'For the load', create: true } as const;
    (await scrip.call(createAdjustment, { params: { accountId }, body })).orThrow();
  }
};

/** Makes so many customers with credits, and somebody at their agency. */
export const prepareCustomers = async (
  { api, issuer }: StackProcess,
  count: number,
): Promise<{ customers: Customer[]; agencyToken: string }> => {
  const agencyToken = await mintToken(issuer, { account: 'admin', scope: 'agency:read agency:write' });
  const scrip = agencyOf(api, agencyToken);
  const customers: Customer[] = [];
  for (let number = 1; number <= count; number += 1) {
    const account = `load-${number}`;
    await give(scrip, account, number % 5 === 0 ? FEW : PLENTY);
    customers.push({ account, token: await mintToken(issuer, { account }) });
  }
  return { customers, agencyToken };
};
