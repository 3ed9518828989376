/** Whose something is that a tab or a device keeps: a person's, at one place. */
export type Owner = {
  /** The console, or the portal of one agency: several agencies may share a host. */
  place: string;
  /** The account, or the person's ID at the issuer where there is no account. */
  person: string;
};

/** Where a session holds. @param agency of the portal, where it is known before anybody signs in */
export const placeOf = (app: 'portal' | 'console', agency: string | undefined): string =>
  agency === undefined ? `scrip.${app}` : `scrip.${app}.${agency}`;

/** The agency of a portal's place. */
export const agencyOfPlace = (place: string): string | undefined => /^scrip\.portal\.(.+)$/.exec(place)?.[1];

/** Under which name a place keeps its session. No person's things have such a name: theirs have one part more. */
export const sessionName = (place: string): string => `${place}/session`;

/** Under which name a session waits that a link offers to somebody who is signed in as another person. */
export const offerName = (place: string): string => `${place}/offer`;

/** What the names of everything that belongs to a person begin with, and of nothing else. */
export const ownedPrefix = ({ place, person }: Owner): string => `${place}/${encodeURIComponent(person)}/`;

/** Under which name something of a person's is kept. */
export const ownedName = (owner: Owner, name: string): string => ownedPrefix(owner) + name;
