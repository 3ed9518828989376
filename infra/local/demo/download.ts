import { check } from './check.ts';
import type { Step } from './scene.ts';
import { MINUTE_MS } from '../../../shared/kernel/durations.ts';

const MAX_LINK_TTL_MS = 5 * MINUTE_MS;

export const download: Step = async ({ store, bought: { productId } }) => {
  const { url, version, expiresAt } = await store.download(productId);
  const { origin, pathname, searchParams } = new URL(url);
  const left = Date.parse(expiresAt) - Date.now();
  check(left > 0 && left <= MAX_LINK_TTL_MS, `The link expires at ${expiresAt}`);
  check(url.includes(version), `The link to version ${version} is ${url}`);
  check((searchParams.get('signature') ?? '').length === 43, `The link is not signed: ${url}`);
  return `Downloaded version ${version} through a signed link, ${origin}${pathname}, valid until ${expiresAt.slice(11, 19)} UTC.`;
};
