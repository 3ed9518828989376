import { signal } from '@preact/signals';
import { isRecord } from '../data/record.ts';

/** What the deployment says of itself, at /config.json. */
export type SiteConfig = {
  /** Where people sign in: the OIDC issuer. */
  issuer: string;
  clientId: string;
  /** Scopes to ask for, with spaces between them. */
  scope: string;
  /** For whom the issuer is asked to make the access token. */
  audience: string | undefined;
  /** The agency of the portal at `/`. Without one, each agency has its own path or host. */
  agency: string | undefined;
  /** Agencies by the host that is theirs. */
  hosts: Readonly<Record<string, string>>;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const textsOf = (value: unknown): Record<string, string> => {
  const texts: Record<string, string> = {};
  if (isRecord(value))
    for (const [name, member] of Object.entries(value)) if (typeof member === 'string') texts[name] = member;
  return texts;
};

const parseConfig = (value: unknown): SiteConfig => {
  if (!isRecord(value)) throw new TypeError('config.json is not an object');
  const { issuer, clientId, scope, audience, agency, hosts } = value;
  if (typeof issuer !== 'string' || typeof clientId !== 'string')
    throw new TypeError('config.json names no issuer or no client');
  return {
    issuer,
    clientId,
    scope: text(scope) ?? 'openid',
    audience: text(audience),
    agency: text(agency),
    hosts: textsOf(hosts),
  };
};

const loaded = signal<SiteConfig | undefined>(undefined);

/** Throws when the deployment has no readable config.json: then nothing works. */
export const loadSite = async (): Promise<SiteConfig> => {
  const response = await fetch('/config.json');
  if (!response.ok) throw new TypeError(`config.json answered ${response.status}`);
  loaded.value = parseConfig(await response.json());
  return loaded.value;
};

export const site = (): SiteConfig => {
  if (!loaded.value) throw new TypeError('config.json is not loaded yet');
  return loaded.value;
};

const AGENCY_PATH = /^\/a\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?=\/|$)/;

/** Where the portal's pages begin: the root, or an agency's own path. Without a slash at the end. */
export const portalBase = AGENCY_PATH.exec(location.pathname)?.[0] ?? '';

/** Where an agency's portal is: at a host of its own, at the root, or at its path. */
export const portalOf = (agency: string): string => {
  const { hosts, agency: ofRoot } = site();
  const host = Object.keys(hosts).find((one) => hosts[one] === agency);
  if (host !== undefined && host !== location.host) return `https://${host}/`;
  const isHere = host !== undefined || (ofRoot === agency && hosts[location.host] === undefined);
  return isHere ? '/' : `/a/${agency}/`;
};

/** The agency that this address belongs to, if it belongs to one. */
export const agencyHere = (): string | undefined =>
  AGENCY_PATH.exec(location.pathname)?.[1] ?? site().hosts[location.host] ?? site().agency;
