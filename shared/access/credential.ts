import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { agencyId, sha256, type AgencyId } from '../kernel/ids.ts';

/** What a credential opens: the API for an agency's backend, for a spender, or for one account; or a session, once. */
export type CredentialKind = 'key' | 'spender' | 'session' | 'link';

/** Where the record of a credential is, and what proves that somebody holds it. */
export type Credential = {
  kind: CredentialKind;
  agency: AgencyId;
  /** What follows the agency in the name of its record: one part, or several with `_` between them. */
  place: string;
  secret: string;
};

const SECRET_BYTES = 32;
/** 256 bits in base 36. */
const SECRET_LENGTH = 50;

/** Letters and digits only, so that a double click selects all of it. */
const base36 = (bytes: Buffer, length: number): string =>
  BigInt(`0x${bytes.toString('hex')}`)
    .toString(36)
    .padStart(length, '0');

export const newSecret = (): string => base36(randomBytes(SECRET_BYTES), SECRET_LENGTH);

/** A secret that follows from another one and a salt: whoever knows one of them alone can't tell it. */
export const derivedSecret = (secret: string, salt: string): string =>
  base36(createHash('sha256').update(`${salt} ${secret}`).digest(), SECRET_LENGTH);

export const ID_LENGTH = 16;
const ID_BYTES = 10;

/** 80 random bits: an id that nobody gets twice. */
export const newId = (): string => base36(randomBytes(ID_BYTES), ID_LENGTH);

/** node:zlib is loaded with the first one: few instances need any, and each would start 2 ms later. */
const checksum = (text: string): string =>
  process.getBuiltinModule('node:zlib').crc32(text).toString(16).padStart(8, '0');

/**
 * The credential as its holder keeps it: `scrip_key_acme_<id>_<secret><checksum>`. Scanners for leaked secrets find it by its
 * prefix, and tell by the checksum that it is one.
 */
export const credentialText = ({ kind, agency, place, secret }: Credential): string => {
  const text = `scrip_${kind}_${agency}_${place}_${secret}`;
  return text + checksum(text);
};

/** A key is found by its id; a session by who made it and its id. */
const PLACES: Record<CredentialKind, string> = {
  key: '[a-z0-9]{16}',
  spender: '[a-z0-9]{16}',
  session: '(?:people|[a-z0-9]{16})_[a-z0-9]{16}',
  link: '(?:people|[a-z0-9]{16})_[a-z0-9]{16}',
};

/** An agency's id may hold `_`; all that comes after it has one form. */
const formOf = (kind: CredentialKind): RegExp =>
  new RegExp(
    `^(?<text>scrip_${kind}_(?<agency>.{1,64})_(?<place>${PLACES[kind]})_(?<secret>[a-z0-9]{50}))(?<check>[0-9a-f]{8})$`,
  );

const FORMS = {
  key: formOf('key'),
  spender: formOf('spender'),
  session: formOf('session'),
  link: formOf('link'),
};

/** What a bearer claims to be, if not a token of the issuer. */
export const credentialKind = (text: string): (typeof BEARERS)[number] | undefined =>
  BEARERS.find((kind) => text.startsWith(`scrip_${kind}_`));

/** The kinds that open routes. The code of a link does not. */
const BEARERS = ['key', 'spender', 'session'] as const satisfies CredentialKind[];

/** @returns undefined for what was mistyped, cut off or made up: no record needs to be looked up for it */
export const parseCredential = (
  text: string,
  kind: CredentialKind,
): (Credential & { hash: string }) | undefined => {
  const { groups } = FORMS[kind].exec(text) ?? {};
  const agency = agencyId.safeParse(groups?.['agency']);
  if (!groups || !agency.success) return undefined;
  const { text: checked = '', check, place = '', secret = '' } = groups;
  if (checksum(checked) !== check) return undefined;
  return { kind, agency: agency.data, place, secret, hash: sha256(text) };
};

/** Compares in constant time, so that nobody finds a hash out by how long that takes. */
export const isSameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
