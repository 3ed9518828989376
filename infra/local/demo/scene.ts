import type { EntryKind } from '@scrip/client';
import type { AdminClient } from './admin-client.ts';
import type { ApiClient } from './api-client.ts';
import { check, until } from './check.ts';
import type { SandboxClient } from './sandbox-client.ts';
import type { StoreClient } from './store-client.ts';

/** Credits that came in (positive) or went out. */
export type Movement = { kind: EntryKind; amount: number };

/** Where the story plays: one customer, and what must have happened to their credits so far. */
export type Scene = {
  account: string;
  /** Where the API is. */
  url: string;
  api: ApiClient;
  store: StoreClient;
  /** Another customer. */
  friend: { api: ApiClient; store: StoreClient };
  admin: AdminClient;
  /** Those who decide credit requests: one of the role `finance`, another without, and the customer in disguise. */
  deciders: { reviewer: AdminClient; finance: AdminClient; self: AdminClient };
  sandbox: SandboxClient;
  movements: Movement[];
  /** What the customer paid last: on which page, and for how many credits. */
  paid: { page: string; credits: number };
  /** What the customer bought for credits, and owns. */
  bought: { productId: string; purchaseId: string };
};

/** Plays a part of the story and returns a sentence about it. Throws DemoError on an unexpected result. */
export type Step = (scene: Scene) => Promise<string>;

export const balanceOf = ({ movements }: Scene): number =>
  movements.reduce((sum, { amount }) => sum + amount, 0);

/** Waits until the balance is what it should be by now. */
export const reachBalance = (scene: Scene): Promise<number> =>
  until(`The balance became ${balanceOf(scene)}`, async () => {
    const { balance } = await scene.api.account();
    return balance === balanceOf(scene) ? balance : undefined;
  });

/** @returns the balance, once it was seen to be what the movements so far add up to */
export const checkBalance = async (scene: Scene): Promise<number> => {
  const { balance } = await scene.api.account();
  const expected = balanceOf(scene);
  check(balance === expected, `The balance is ${balance}, but should be ${expected}`);
  return balance;
};
