import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import { err, ok, type Result } from '../kernel/result.ts';

/** Networks of the deployment's own that endpoints may lie in, although they are not of the open internet. */
export type Networks = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];

/** The setting as text: CIDR blocks with commas in between. */
export const networks = z
  .string()
  .default('')
  .transform((text): Networks => text.split(',').flatMap((part) => (part ? [ipaddr.parseCIDR(part)] : [])));

/** All addresses of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Why nothing is sent to a URL. */
export type Unsafe =
  | 'not_https'
  | 'credentials_in_url'
  | 'port_not_allowed'
  | 'host_unknown'
  | 'address_not_public';

/** Where a URL leads: what was checked is what is to be connected to, whatever DNS says a moment later. */
export type Safe = { url: URL; addresses: readonly string[] };

/**
 * Whether a URL leads out of our own house: https to a global address. Plain http and other addresses are for the
 * deployment's own networks alone, should it have any.
 */
export const checkAddress = async (
  text: string,
  allowed: Networks,
  resolve: Resolve = resolveByDns,
): Promise<Result<Safe, Unsafe>> => {
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return err('not_https');
  if (url.username !== '' || url.password !== '') return err('credentials_in_url');
  const addresses = await addressesOf(url, resolve);
  if (addresses.length === 0) return err('host_unknown');
  if (addresses.every((address) => isIn(allowed, address))) return ok({ url, addresses });
  if (url.protocol !== 'https:') return err('not_https');
  if (!isAllowedPort(url.port)) return err('port_not_allowed');
  // A single forbidden address among several is an attack or a mistake.
  return addresses.every(isGlobal) ? ok({ url, addresses }) : err('address_not_public');
};

const addressesOf = async ({ hostname }: URL, resolve: Resolve): Promise<readonly string[]> => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(host)) return [host];
  return await resolve(host).catch(() => []);
};

/** Below 1024 lie the well-known services, of which only https takes events. */
const isAllowedPort = (port: string): boolean => port === '' || Number(port) >= 1024;

/** The block of which all global IPv6 addresses are. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What ipaddr.js finds special (private, loopback, mapped, tunnelled, …) is not `unicast`. */
const isGlobal = (text: string): boolean => {
  const address = ipaddr.parse(text);
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_IPV6));
};

const isIn = (allowed: Networks, text: string): boolean => {
  const address = ipaddr.parse(text);
  return allowed.some(
    ([network, bits]) => network.kind() === address.kind() && address.match([network, bits]),
  );
};
