import { createHash } from 'node:crypto';
import { check } from './check.ts';
import type { Step } from './scene.ts';
import { MINUTE_MS } from '../../../shared/kernel/durations.ts';

const MAX_LINK_TTL_MS = 5 * MINUTE_MS;

export const download: Step = async ({ store, bought: { productId } }) => {
  const { url, version, sha256, expiresAt } = await store.download(productId);
  const { origin, pathname, searchParams } = new URL(url);
  const left = Date.parse(expiresAt) - Date.now();
  check(left > 0 && left <= MAX_LINK_TTL_MS, `The link expires at ${expiresAt}`);
  check(url.includes(version), `The link to version ${version} is ${url}`);
  check((searchParams.get('X-Amz-Signature') ?? '').length === 64, `The link is not signed: ${url}`);
  const answer = await fetch(url);
  const file = Buffer.from(await answer.arrayBuffer());
  check(answer.ok, `The link answered ${answer.status}: ${file.toString()}`);
  const hash = createHash('sha256').update(file).digest('hex');
  check(hash === sha256, `The file has the SHA-256 ${hash} instead of ${sha256}`);
  return `Downloaded version ${version} through a signed link, ${origin}${pathname}, valid until ${expiresAt.slice(11, 19)} UTC: ${file.length} bytes with the SHA-256 that the API gives.`;
};
